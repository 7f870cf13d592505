using System.Globalization;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>A prediction as an item of the table. Names are short because every write is paid for by the kilobyte.</summary>
internal static class PredictionItem
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static Dictionary<string, AttributeValue> From(Prediction prediction)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = Text(PredictionKeys.Object(prediction.Bucket, prediction.Key)),
            ["sk"] = Text(prediction.Model.NameAndVersion()),
            ["bucket"] = Text(prediction.Bucket),
            ["key"] = Text(prediction.Key),
            ["status"] = Text(prediction.Status.WireName()),
            ["model"] = Text(prediction.Model.Name),
            ["manifest"] = Text(prediction.Model.ManifestHash),
            ["eventTime"] = Text(Format(prediction.Version.EventTime)),
            ["at"] = Text(Format(prediction.PredictedAt)),
        };
        if (prediction.Status != PredictionStatus.Deleted)
        {
            item["batchShard"] = Text(PredictionKeys.Shard(prediction));
            item["outcome"] = Text(PredictionKeys.Outcome(prediction));
        }

        if (prediction.Version.ETag is { } eTag)
        {
            item["eTag"] = Text(eTag);
        }

        if (prediction.Version.Sequencer is { } sequencer)
        {
            item["seq"] = Text(sequencer.ToString());
        }

        if (prediction.Confidence is { } confidence)
        {
            item["confidence"] = Number(confidence);
            item["doubt"] = Text(PredictionKeys.Doubt(prediction));
            item["labels"] = new AttributeValue { L = [.. prediction.Labels.Select(Pair)] };
            if (prediction.IsMultiLabel)
            {
                item["multi"] = new AttributeValue { L = [.. ScoredLabel.Reaching(prediction.Labels).Select(Text)] };
            }
        }

        if (prediction.Error is { } error)
        {
            item["code"] = Text(error.Code);
            item["message"] = Text(error.Message);
        }

        if (prediction.Image is { } image)
        {
            item["size"] = Numbers([image.Bytes, image.Width ?? 0, image.Height ?? 0]);
        }

        if (prediction.Times is { } times)
        {
            item["ms"] = Numbers([times.Fetch, times.Decode, times.Preprocess, times.Infer]);
        }

        if (prediction.TraceId is { } traceId)
        {
            item["trace"] = Text(traceId);
        }

        return item;
    }

    public static Prediction To(Dictionary<string, AttributeValue> item) => new()
    {
        Bucket = item["bucket"].S,
        Key = ObjectKey.Parse(item["key"].S),
        Status = StatusName.Parse(item["status"].S),
        Model = ToModel(ModelVersion.Parse(item["sk"].S), item["manifest"].S),
        Version = ToVersion(item),
        Labels = Find(item, "labels")?.L.ConvertAll(ToLabel) ?? [],
        IsMultiLabel = item.ContainsKey("multi"),
        Error = Find(item, "code") is { } code ? new PredictionError(code.S, item["message"].S) : null,
        Image = Find(item, "size") is { } size ? ToImage(size.L) : null,
        Times = Find(item, "ms") is { } ms
            ? new StageTimes(ParseNumber(ms.L[0]), ParseNumber(ms.L[1]), ParseNumber(ms.L[2]), ParseNumber(ms.L[3]))
            : null,
        PredictedAt = ParseTime(item["at"].S),
        TraceId = Find(item, "trace")?.S,
    };

    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(double value) => new() { N = value.ToString("0.#######", CultureInfo.InvariantCulture) };

    /// <summary>Fixed width and UTC, so that the order of the texts is the order of the times.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    public static ObjectVersion ToVersion(Dictionary<string, AttributeValue> item) =>
        new(ParseTime(item["eventTime"].S), Find(item, "eTag")?.S, Sequencer.From(Find(item, "seq")?.S));

    private static ScoredLabel ToLabel(AttributeValue pair) => new(pair.L[0].S, ParseNumber(pair.L[1]));

    private static AttributeValue Pair(ScoredLabel label) => new() { L = [Text(label.Label), Number(label.Confidence)] };

    private static AttributeValue Numbers(IEnumerable<double> values) => new() { L = [.. values.Select(Number)] };

    private static AttributeValue? Find(Dictionary<string, AttributeValue> item, string name) => item.GetValueOrDefault(name);

    public static double ParseNumber(AttributeValue value) => double.Parse(value.N, CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseTime(string value) =>
        DateTimeOffset.ParseExact(value, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ModelIdentity ToModel(ModelVersion model, string manifestHash) => new(model.Name, model.Version, manifestHash);

    private static ImageSize ToImage(List<AttributeValue> size)
    {
        var (width, height) = ((int)ParseNumber(size[1]), (int)ParseNumber(size[2]));
        return new ImageSize(width > 0 ? width : null, height > 0 ? height : null, (long)ParseNumber(size[0]));
    }
}
