using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Query.Export;
using Parquet.Serialization;

namespace ImageClassification.Query.Tests.Export;

public sealed class ParquetFileWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_read_back_equals_the_JSON_lines()
    {
        Prediction[] predictions =
        [
            QueryApi.Prediction("uploads/trip/größe 日本 \u0001.jpg") with { Labels = [new("dress", 0.9375), new("hat", 0.0625)],
                Times = new(12.5, 3.25, 1.5, 4), TraceId = "t1" },
            QueryApi.Failure("uploads/trip/b.jpg"),
            QueryApi.Prediction("uploads/trip/c.jpg", "hat", 1) with { Version = new(DateTimeOffset.UnixEpoch), Image = null },
            QueryApi.Prediction("uploads/trip/d.jpg", "hat") with { IsMultiLabel = true, Truth = new(["dress", "hat"], TruthSource.Person, DateTimeOffset.UnixEpoch) },
        ];

        var rows = (await ReadAsync(await WriteAsync(predictions))).Data;

        rows.Select(row => Node(row)!.ToJsonString()).ShouldBe(predictions.Select(Flat));
    }

    [Fact]
    public async Task Row_groups_are_written_as_they_fill_and_an_empty_file_has_its_schema()
    {
        var many = Enumerable.Range(0, ParquetFileWriter.RowGroup + 1).Select(number => QueryApi.Prediction($"uploads/trip/{number}.jpg", "dress", 0.5));

        var full = await ReadAsync(await WriteAsync(many));
        var empty = await ReadAsync(await WriteAsync([]));

        full.Data.Select(row => row["key"]).Distinct().Count().ShouldBe(ParquetFileWriter.RowGroup + 1);
        (empty.Data.Count, empty.Schema.Fields.Count).ShouldBe((0, full.Schema.Fields.Count));
    }

    private static JsonNode? Node(object? value) => value switch
    {
        Dictionary<string, object> fields => new JsonObject(
            fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, Node(field.Value)))),
        List<Dictionary<string, object>> list => new JsonArray([.. list.Select(Node)]),
        string text => text,
        int number => number,
        long number => number,
        double number => number,
        bool flag => flag,
        DateTime time => time,
        _ => throw new ArgumentException($"What is {value}?", nameof(value)),
    };

    /// <summary>The prediction's line of JSON, its objects' fields beside the others.</summary>
    private static string Flat(Prediction prediction)
    {
        var line = JsonSerializer.SerializeToNode(prediction, ExportJson.Api.Prediction)!;
        var (error, model, version, image, times) = (line["error"], line["model"]!, line["version"]!, line["image"], line["times"]);
        var row = new JsonObject
        {
            ["bucket"] = Copy(line["bucket"]),
            ["key"] = Copy(line["key"]),
            ["batch"] = Copy(line["batch"]),
            ["status"] = Copy(line["status"]),
            ["label"] = Copy(line["label"]),
            ["confidence"] = Copy(line["confidence"]),
            ["labels"] = Copy(line["labels"]),
            ["multiLabel"] = Copy(line["multiLabel"]),
            ["errorCode"] = Copy(error?["code"]),
            ["errorMessage"] = Copy(error?["message"]),
            ["model"] = $"{model["name"]}@{model["version"]}",
            ["manifestHash"] = Copy(model["manifestHash"]),
            ["eTag"] = Copy(version["eTag"]),
            ["sequencer"] = Copy(version["sequencer"]),
            ["eventTime"] = ((DateTimeOffset)version["eventTime"]!).UtcDateTime,
            ["width"] = Copy(image?["width"]),
            ["height"] = Copy(image?["height"]),
            ["bytes"] = Copy(image?["bytes"]),
            ["fetchMs"] = Copy(times?["fetch"]),
            ["decodeMs"] = Copy(times?["decode"]),
            ["preprocessMs"] = Copy(times?["preprocess"]),
            ["inferMs"] = Copy(times?["infer"]),
            ["predictedAt"] = ((DateTimeOffset)line["predictedAt"]!).UtcDateTime,
            ["traceId"] = Copy(line["traceId"]),
            ["truth"] = line["truth"] is { } truth ? string.Join('|', truth["labels"]!.AsArray()) : null,
            ["agrees"] = Copy(line["agrees"]),
        };
        foreach (var (name, _) in row.Where(field => field.Value is null).ToList())
        {
            row.Remove(name);
        }

        return row.ToJsonString();

        static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
    }

    private static async Task<ReadOnlyMemory<byte>> WriteAsync(IEnumerable<Prediction> predictions)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = ExportFormat.All["parquet"].Open(output, default);
        foreach (var prediction in predictions)
        {
            await writer.WriteAsync(prediction, Cancellation);
        }

        await writer.CompleteAsync(Cancellation);
        return output.WrittenMemory;
    }

    private static Task<DeserializationResult<Dictionary<string, object>>> ReadAsync(ReadOnlyMemory<byte> file) =>
        ParquetSerializer.DeserializeUntypedAsync(new MemoryStream(file.ToArray()), cancellationToken: Cancellation);
}
