using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace ImageClassification.Query.Backfill;

/// <summary>A file of S3 Inventory in Parquet, whose columns are named in lower case and whose keys are not encoded.</summary>
internal static class ParquetInventory
{
    /// <param name="file">From its beginning. Kept on disk while it is read, because its index stands at its end.</param>
    /// <param name="position">Rows to pass over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">It is no such file, or is cut off.</exception>
    public static async IAsyncEnumerable<ManifestRow> ReadAsync(Stream file, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await file.CopyToAsync(copy, cancellationToken);
        await using var reader = await OpenAsync(copy, cancellationToken);
        var next = 0L;
        for (var at = 0; at < reader.RowGroupCount; at++)
        {
            using var group = reader.OpenRowGroupReader(at);
            var count = (int)group.RowCount;
            if (next + count <= position)
            {
                next += count;
                continue;
            }

            var (buckets, keys) = (await TextsAsync("bucket", group, count), await TextsAsync("key", group, count));
            var (latest, markers) = (await FlagsAsync("is_latest", group, count), await FlagsAsync("is_delete_marker", group, count));
            for (var row = 0; row < count; row++)
            {
                if (++next > position)
                {
                    var location = new ObjectLocation(buckets[row] ?? "", keys[row] ?? "", latest?[row] ?? true, markers?[row] ?? false);
                    yield return new(location, $"{location.Bucket},{location.Key}", next);
                }
            }
        }

        async Task<string?[]> TextsAsync(string name, ParquetRowGroupReader group, int count)
        {
            var field = Find(name) ?? throw new InvalidDataException($"It has no column {name}.");
            var values = new string?[count];
            await group.ReadAsync(field, values.AsMemory()!, cancellationToken: cancellationToken);
            return values;
        }

        async Task<bool?[]?> FlagsAsync(string name, ParquetRowGroupReader group, int count)
        {
            if (Find(name) is not { } field)
            {
                return null;
            }

            var values = new bool?[count];
            await group.ReadAsync<bool>(field, values.AsMemory(), cancellationToken: cancellationToken);
            return values;
        }

        DataField? Find(string name) => reader.Schema.DataFields.FirstOrDefault(field => field.Name == name);
    }

    /// <summary>Anything that the reader throws at bytes that are not what it expects.</summary>
    private static async Task<ParquetReader> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            return await ParquetReader.CreateAsync(file, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidDataException($"It is no whole Parquet file. {exception.Message}");
        }
    }
}
