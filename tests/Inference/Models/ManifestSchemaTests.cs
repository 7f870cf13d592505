using System.Text.Json;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Models;

public class ManifestSchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "models", "model.schema.json"))).RootElement;

    [Fact]
    public void The_schema_knows_the_fields_that_the_reader_knows_and_no_others()
    {
        foreach (var (name, fields) in ManifestReader.Fields)
        {
            var schema = name.Length == 0 ? Schema : Schema.GetProperty("properties").GetProperty(name);
            schema = schema.TryGetProperty("anyOf", out var kinds) ? kinds[1] : schema;

            schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(name);
            schema.GetProperty("properties").EnumerateObject().Select(field => field.Name).ShouldBe(fields, ignoreOrder: true, name);
        }
    }

    [Fact]
    public void The_schema_knows_the_words_that_the_reader_knows_and_no_others()
    {
        var fields = ManifestReader.Fields.Keys.Where(name => name is not ("" or "normalization"))
            .Select(name => Schema.GetProperty("properties").GetProperty(name).GetProperty("properties")).Append(Schema.GetProperty("properties"))
            .SelectMany(each => each.EnumerateObject()).Where(field => field.Name != Presets.Field && field.Value.TryGetProperty("enum", out _));

        var words = fields.ToDictionary(field => field.Name, field => string.Join(' ', Words(field.Value).Order()));
        words.ShouldBe(ManifestReader.Words.ToDictionary(field => field.Key, field => string.Join(' ', field.Value.Order())), ignoreOrder: true);
    }

    [Theory]
    [InlineData("type", typeof(TensorType))]
    [InlineData("layout", typeof(TensorLayout))]
    [InlineData("channelOrder", typeof(ChannelOrder))]
    [InlineData("orientation", typeof(Orientation))]
    [InlineData("mode", typeof(ResizeMode))]
    [InlineData("rounding", typeof(Rounding))]
    [InlineData("filter", typeof(ResizeFilter))]
    [InlineData("activation", typeof(Activation))]
    public void Words_stand_in_the_order_of_their_enum(string field, Type type) =>
        ManifestReader.Words[field].Select(word => word.Replace("-", "", StringComparison.Ordinal))
            .ShouldBe(Enum.GetNames(type), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void The_schema_knows_every_preset()
    {
        Words(Schema.GetProperty("properties").GetProperty("preset")).ShouldBe(Presets.Names, ignoreOrder: true);
        Words(Schema.GetProperty("properties").GetProperty("normalization").GetProperty("anyOf")[0]).ShouldBe(Normalization.Presets.Keys, ignoreOrder: true);
    }

    private static IEnumerable<string> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
