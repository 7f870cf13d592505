using System.IO.Compression;
using System.Net;
using System.Text;
using Amazon.S3;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Truths;

/// <summary>Reads a file that lies in the data bucket, which may be compressed by gzip.</summary>
internal sealed class TruthFile(IAmazonS3 s3, string dataBucket)
{
    /// <summary>Bytes, once it is expanded: it is read for each slice.</summary>
    private const int Longest = 64 << 20;

    /// <exception cref="BadRequestException">There is no such object under manifests/.</exception>
    /// <exception cref="InvalidDataException">It is too long, or no gzip though it begins as one.</exception>
    public async Task<string> ReadAsync(string key, CancellationToken cancellationToken)
    {
        BadRequestException.ThrowIf(
            !key.StartsWith(Manifest.Prefix, StringComparison.Ordinal) || !Contracts.ObjectKey.IsShort(key), $"manifest must be the key of an object under {Manifest.Prefix}.");
        try
        {
            using var response = await s3.GetObjectAsync(dataBucket, key, cancellationToken);
            var bytes = await ReadAsync(response.ResponseStream, cancellationToken);
            return Encoding.UTF8.GetString(bytes is [0x1f, 0x8b, ..]
                ? await ReadAsync(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), cancellationToken)
                : bytes);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new BadRequestException($"There is no object {key} in the bucket {dataBucket}. Upload it there.");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var source = stream;
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = await source.ReadAsync(part, cancellationToken)) > 0;)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > Longest)
            {
                throw new InvalidDataException($"It has more than {Longest >> 20} MB. Split it.");
            }
        }

        return bytes.ToArray();
    }
}
