using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ImageClassification.Batches;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

/// <summary>Batches through the whole pipeline, and the conditions of their writes judged by a real DynamoDB endpoint.</summary>
public sealed class BatchTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declared_batch_is_followed_to_its_completion()
    {
        using var declared = await DeclareAsync("followed", """{ "expected": 3, "note": "Spring" }""");
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/followed/1.jpg");
        await fixture.UploadAsync("shoes/shoes-1.jpg", "uploads/followed/2.jpg");
        await fixture.UploadAsync("hostile/text.jpg", "uploads/followed/3.jpg");

        var message = await fixture.MessageAsync("CompletionQueue", message => message.Body.Contains("followed", StringComparison.Ordinal));
        var summary = JsonNode.Parse(await fixture.Http.GetStringAsync("/batches/followed", Cancellation))!;
        var batches = JsonNode.Parse(await fixture.Http.GetStringAsync("/batches", Cancellation))!["batches"]!.AsArray();
        using var again = await DeclareAsync("followed", """{ "expected": 4 }""");

        (declared.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        var completion = JsonNode.Parse(message.Body)!;
        ((int)completion["classified"]!, (int)completion["failed"]!, (int)completion["expected"]!).ShouldBe((2, 1, 3));
        ((string?)completion["model"]).ShouldBe("clothing@1");
        ((string?)summary["state"], (int)summary["classified"]!, (int)summary["failed"]!, (int)summary["pending"]!).ShouldBe(("complete", 2, 1, 0));
        ((string?)summary["completedAt"])!.ShouldBe((string?)completion["completedAt"]);
        batches.Count(batch => (string?)batch!["batch"] == "followed").ShouldBe(1);
        ((string?)JsonNode.Parse(await again.Content.ReadAsStringAsync(Cancellation))!["state"]).ShouldBe("running");
    }

    [Fact]
    public async Task A_batch_uses_the_model_that_was_declared_for_it()
    {
        using var declared = await DeclareAsync("declared-model", """{ "model": "insects" }""");

        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/declared-model/1.jpg");

        (await fixture.PredictionAsync("uploads/declared-model/1.jpg")).Model.Name.ShouldBe(ModelName.Parse("insects"));
    }

    [Fact]
    public async Task Every_order_and_filter_is_understood_by_the_table()
    {
        var writer = await fixture.WriterAsync();
        foreach (var number in Enumerable.Range(0, 40))
        {
            await writer.WriteAsync(Classified($"uploads/ordered/{number % 2}/{number}.jpg", number / 64.0), Cancellation);
        }

        var lowest = await KeysAsync("sort=confidence&order=asc");
        var range = await KeysAsync("minConfidence=0.25&maxConfidence=0.375&order=asc");
        var prefix = await KeysAsync("prefix=1/&label=hat&order=asc");
        var prefixed = await KeysAsync("prefix=uploads/ordered/1/&sort=confidence&order=asc");

        lowest.ShouldBe(Enumerable.Range(0, 40).Select(number => $"uploads/ordered/{number % 2}/{number}.jpg"));
        range.ShouldBe(lowest[16..25]);
        prefix.ShouldBe(lowest.Where((_, number) => number % 2 == 1));
        prefixed.ShouldBe(prefix);
    }

    [Fact]
    public async Task Of_many_that_complete_a_batch_one_does()
    {
        var notes = new BatchNotes(new(fixture.Pipeline.Aws.DynamoDb, await fixture.TableAsync(), TimeProvider.System));
        var contended = BatchName.Parse("contended");
        await notes.DeclareAsync(contended, new(Expected: 7), Cancellation);
        var now = TimeProvider.System.GetUtcNow();

        var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => notes.CompleteAsync(contended, 7, now.AddSeconds(number), Cancellation)));
        await notes.DeclareAsync(contended, new(Expected: 8), Cancellation);
        var outdated = await notes.CompleteAsync(contended, 7, now, Cancellation);
        var reopened = await notes.CompleteAsync(contended, 8, now, Cancellation);

        won.Count(each => each).ShouldBe(1);
        (outdated, reopened).ShouldBe((false, true));
    }

    private static Prediction Classified(string key, double confidence) => new()
    {
        Bucket = "images",
        Key = ObjectKey.Parse(key),
        Status = PredictionStatus.Classified,
        Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
        Version = new(new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e1", Sequencer.From("0A")),
        Labels = [new("hat", confidence)],
        PredictedAt = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private Task<HttpResponseMessage> DeclareAsync(string batch, string body) =>
        fixture.Http.PutAsync($"/batches/{batch}", new StringContent(body, new MediaTypeHeaderValue("application/json")), Cancellation);

    private async Task<List<string>> KeysAsync(string query)
    {
        var keys = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = JsonNode.Parse(await fixture.Http.GetStringAsync($"/batches/ordered/predictions?limit=7&{query}&cursor={cursor}", Cancellation))!;
            keys.AddRange(page["predictions"]!.AsArray().Select(prediction => (string)prediction!["key"]!));
            if ((string?)page["nextCursor"] is not { } next)
            {
                return keys;
            }

            cursor = next;
        }
    }
}
