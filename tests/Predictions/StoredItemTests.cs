using ImageClassification.Contracts;
using ImageClassification.Testing;

namespace ImageClassification.Predictions.Tests;

/// <summary>Items that stand in tables out there: what is read from them, and that the same is still written.</summary>
public sealed class StoredItemTests
{
    private static readonly string[] Stored = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "samples", "items.jsonl"));

    public static TheoryData<string> Predictions => new(Stored.Where(item => item.Contains("\"pk\":{\"S\":\"object#", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Predictions))]
    public void A_stored_prediction_is_read_and_written_as_it_was(string stored)
    {
        var item = ItemJson.Read(stored);

        var written = PredictionItem.From(PredictionItem.To(item));

        item.Remove("expiresAt"); // the store adds it to a deletion
        ItemJson.Write(written).ShouldBe(ItemJson.Write(item));
    }

    [Fact]
    public void A_stored_batch_is_read_with_its_declaration_its_models_and_its_completion()
    {
        var partition = Stored.Select(ItemJson.Read).Where(
            item => item["pk"].S == "batch#trip" && !item["sk"].S.StartsWith(PredictionKeys.Counts, StringComparison.Ordinal));

        var state = BatchItem.ToState([.. partition]).ShouldNotBeNull();

        var begun = new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);
        state.Entry.ShouldBe(new(Samples.Trip, begun, 4, "Spring, größer", ModelName.Parse("clothing"), begun.AddMinutes(5)));
        state.Models.Select(model => model.Version.ToString()).ShouldBe(["clothing@1", "clothing@2"]);
        state.CheckAt.ShouldBe(begun.AddSeconds(5));
        state.CompletionSentAt.ShouldBe(begun.AddMinutes(5));
    }
}
