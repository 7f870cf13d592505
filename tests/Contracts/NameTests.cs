using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts.Tests;

public sealed partial class NameTests
{
    [Theory]
    [InlineData("clothing", true)]
    [InlineData("Clothing_2.1-x", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("../clothing", false)]
    [InlineData("größe", false)]
    [InlineData("clothing\n", false)]
    [InlineData("clothing@1", false)]
    public void A_model_is_named_by_letters_digits_dots_dashes_and_underscores(string text, bool isName)
    {
        var name = ModelName.From(text);

        name?.ToString().ShouldBe(text);
        name.HasValue.ShouldBe(isName);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_model_s_name_has_100_characters_at_most(int length, bool isName) =>
        ModelName.From(new string('m', length)).HasValue.ShouldBe(isName);

    [Theory]
    [InlineData("clothing@1", true)]
    [InlineData("clothing@1@2", true)]
    [InlineData("clothing", false)]
    [InlineData("clothing@", false)]
    [InlineData("clothing@1\u0000", false)]
    [InlineData("@1", false)]
    [InlineData("", false)]
    public void A_model_version_is_name_at_version(string text, bool isVersion)
    {
        var version = ModelVersion.From(text);

        version?.ToString().ShouldBe(text);
        version.HasValue.ShouldBe(isVersion);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_model_s_version_has_100_characters_at_most(int length, bool isVersion) =>
        ModelVersion.From("clothing@" + new string('1', length)).HasValue.ShouldBe(isVersion);

    [Theory]
    [InlineData("trip", 1, true)]
    [InlineData("größer, \t 日本", 1, true)]
    [InlineData("a/b", 1, false)]
    [InlineData("", 1, false)]
    [InlineData("k", 1014, true)]
    [InlineData("k", 1015, false)]
    public void A_batch_s_name_has_no_slash_and_1014_bytes_at_most(string text, int times, bool isName)
    {
        var name = BatchName.From(string.Concat(Enumerable.Repeat(text, times)));

        name.HasValue.ShouldBe(isName);
    }

    [Fact]
    public void A_name_that_was_never_made_is_not_taken_for_a_text()
    {
        Func<string>[] uses = [default(ModelName).ToString, default(ModelVersion).ToString, default(BatchName).ToString, default(ObjectKey).ToString];

        uses.ShouldAllBe(use => Throws(use));
    }

    [Theory]
    [InlineData(PredictionStatus.Classified, "CLASSIFIED")]
    [InlineData(PredictionStatus.Failed, "FAILED")]
    [InlineData(PredictionStatus.Deleted, "DELETED")]
    public void A_status_has_one_name_in_the_table_and_in_JSON(PredictionStatus status, string name)
    {
        var json = JsonSerializer.Serialize(status, NamesJson.Default.PredictionStatus);

        (status.WireName(), json, StatusName.Parse(name)).ShouldBe((name, $"\"{name}\"", status));
    }

    [JsonSerializable(typeof(PredictionStatus))]
    private sealed partial class NamesJson : JsonSerializerContext;

    private static bool Throws(Func<string> use)
    {
        try
        {
            use();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
