using ImageClassification.Contracts;
using Parquet;
using Parquet.Schema;

namespace ImageClassification.Query.Export;

/// <summary>A field of the file, and how the predictions of a row group fill its columns.</summary>
internal sealed record ParquetColumn(Field Field, Func<ParquetRowGroupWriter, IReadOnlyList<Prediction>, CancellationToken, Task> WriteAsync)
{
    public static ParquetColumn Text(string name, Func<Prediction, string?> of)
    {
        var field = new DataField<string>(name);
        return new(field, (group, rows, _) => group.WriteAsync(field, [.. rows.Select(of)]));
    }

    public static ParquetColumn Number<T>(string name, Func<Prediction, T?> of)
        where T : struct
    {
        var field = new DataField<T>(name, nullable: true);
        return new(field, (group, rows, cancellationToken) => group.WriteAsync<T>(field, rows.Select(of).ToArray(), cancellationToken: cancellationToken));
    }

    /// <summary>UTC, in milliseconds.</summary>
    public static ParquetColumn Time(string name, Func<Prediction, DateTimeOffset> of)
    {
        var field = new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: false);
        return new(field, (group, rows, cancellationToken) => group.WriteAsync<DateTime>(
            field, rows.Select(row => of(row).UtcDateTime).ToArray(), cancellationToken: cancellationToken));
    }

    /// <summary>A list of label and confidence for each prediction, by Dremel's levels: a list's first repeats nothing, an empty list defines only itself.</summary>
    public static ParquetColumn Scores(string name)
    {
        var label = new DataField<string>("label", nullable: false);
        var confidence = new DataField<double>("confidence", nullable: false);
        return new(new ListField(name, new StructField("element", label, confidence)), async (group, rows, cancellationToken) =>
        {
            const int Empty = 1;
            var scores = rows.SelectMany(row => row.Labels).ToArray();
            var defined = rows.SelectMany(row => row.Labels.Select(_ => label.MaxDefinitionLevel).DefaultIfEmpty(Empty)).ToArray();
            var repeated = rows.SelectMany(row => row.Labels.Select((_, at) => Math.Min(at, 1)).DefaultIfEmpty()).ToArray();
            await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(label, Array.ConvertAll(scores, score => score.Label.AsMemory()), defined, repeated, cancellationToken);
            await group.WriteAllPartsAsync<double>(confidence, Array.ConvertAll(scores, score => score.Confidence), defined, repeated, cancellationToken);
        });
    }
}
