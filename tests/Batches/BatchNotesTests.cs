using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

public sealed class BatchNotesTests : IDisposable
{
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly ManualTimeProvider _time = new();
    private readonly BatchNotes _notes;
    private readonly BatchReader _reader;

    public BatchNotesTests()
    {
        var table = new PredictionTable(_dynamoDb, "predictions", _time);
        (_notes, _reader) = (new(table), new(table));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declaration_takes_the_place_of_the_one_before_and_keeps_the_time()
    {
        var created = await _notes.DeclareAsync(Samples.Trip, new(341, "Spring", Samples.Model.Name), Cancellation);
        var createdAt = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromDays(1));
        var again = await _notes.DeclareAsync(Samples.Trip, new(Note: "Summer"), Cancellation);

        (created, again).ShouldBe((true, false));
        (await EntryAsync()).ShouldBe(new BatchEntry(Samples.Trip, createdAt, Note: "Summer"));
    }

    [Fact]
    public async Task A_deleted_batch_is_not_listed_until_something_is_known_of_it_again()
    {
        await _notes.DeclareAsync(Samples.Trip, new(341, "Spring"), Cancellation);
        await _notes.DeletedAsync(Samples.Trip, Cancellation);
        var (deleted, entry) = (await ListedAsync(), await EntryAsync());

        await _notes.MeetAsync(Samples.Trip, Cancellation);

        (deleted, entry.Expected, entry.Note).ShouldBe((0, null, null));
        (await ListedAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_deletion_of_an_unknown_batch_makes_none()
    {
        await _notes.DeletedAsync(Samples.Trip, Cancellation);

        (await _reader.FindAsync(Samples.Trip, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_is_completed_once()
    {
        await _notes.DeclareAsync(Samples.Trip, new(341), Cancellation);
        var at = _time.GetUtcNow();

        bool[] won = [await _notes.CompleteAsync(Samples.Trip, 341, at, Cancellation),
            await _notes.CompleteAsync(Samples.Trip, 341, at.AddSeconds(1), Cancellation)];

        won.ShouldBe([true, false]);
        (await EntryAsync()).CompletedAt.ShouldBe(at);
    }

    [Fact]
    public async Task A_batch_is_not_completed_for_a_number_that_is_not_expected_any_more()
    {
        await _notes.DeclareAsync(Samples.Trip, new(400), Cancellation);

        var won = await _notes.CompleteAsync(Samples.Trip, 341, _time.GetUtcNow(), Cancellation);

        won.ShouldBeFalse();
    }

    [Theory]
    [InlineData(341, true)]
    [InlineData(400, false)]
    [InlineData(null, false)]
    public async Task Another_expected_number_opens_a_complete_batch_again(int? expected, bool staysComplete)
    {
        await _notes.DeclareAsync(Samples.Trip, new(341), Cancellation);
        await _notes.CompleteAsync(Samples.Trip, 341, _time.GetUtcNow(), Cancellation);
        await _notes.CompletionSentAsync(Samples.Trip, _time.GetUtcNow(), Cancellation);

        await _notes.DeclareAsync(Samples.Trip, new(expected), Cancellation);

        (await EntryAsync()).CompletedAt.HasValue.ShouldBe(staysComplete);
        (await _reader.FindAsync(Samples.Trip, Cancellation))!.CompletionSentAt.HasValue.ShouldBe(staysComplete);
    }

    [Fact]
    public async Task Batches_are_listed_the_newest_first_and_each_once()
    {
        foreach (var number in Enumerable.Range(0, 25))
        {
            await _notes.DeclareAsync(BatchName.Parse($"{number:00}"), new(), Cancellation);
            _time.Advance(TimeSpan.FromSeconds(number % 2)); // some at the same time
        }

        var (names, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await _reader.ListBatchesAsync(10, cursor, Cancellation);
            names.AddRange(page.Batches.Select(entry => entry.Batch.ToString()));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        names.Count.ShouldBe(25);
        names.ShouldBeUnique();
        (names[0], names[^1]).ShouldBe(("24", "00"));
    }

    public void Dispose() => _dynamoDb.Dispose();

    private async Task<int> ListedAsync() => (await _reader.ListBatchesAsync(10, null, Cancellation)).Batches.Count;

    private async Task<BatchEntry> EntryAsync() => (await _reader.FindAsync(Samples.Trip, Cancellation))!.Entry;
}
