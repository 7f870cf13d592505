using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Models;

public class ManifestSchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "models", "model.schema.json"))).RootElement;

    [Fact]
    public void The_schema_knows_the_fields_that_the_reader_knows_and_no_others() =>
        Compare(Schema, ManifestJson.Default.ModelManifest, "model.json");

    [Fact]
    public void The_schema_knows_every_preset()
    {
        Words(Schema.GetProperty("properties").GetProperty("preset")).ShouldBe(Presets.Names, ignoreOrder: true);
        Words(Schema.GetProperty("properties").GetProperty("normalization").GetProperty("anyOf")[0]).ShouldBe(Normalization.Presets.Keys, ignoreOrder: true);
    }

    private static void Compare(JsonElement schema, JsonTypeInfo type, string name)
    {
        var fields = schema.GetProperty("properties");
        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(name);
        fields.EnumerateObject().Select(field => field.Name).ShouldBe(ManifestFields.Of(type).Select(property => property.Name), ignoreOrder: true, name);
        foreach (var property in ManifestFields.Of(type))
        {
            var (field, fieldType) = (fields.GetProperty(property.Name), property.Options.GetTypeInfo(property.PropertyType));
            if (property.CustomConverter is NormalizationConverter)
            {
                Compare(field.GetProperty("anyOf")[1], ManifestJson.Default.Normalization, property.Name);
            }
            else if (fieldType.Type.IsEnum)
            {
                var words = Enum.GetValues(fieldType.Type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, fieldType).GetString()!);
                Words(field).ShouldBe(words, ignoreOrder: true, property.Name);
            }
            else if (fieldType.Kind == JsonTypeInfoKind.Object)
            {
                Compare(field, fieldType, property.Name);
            }
        }
    }

    private static IEnumerable<string> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
