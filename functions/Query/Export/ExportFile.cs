using System.Buffers;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace ImageClassification.Query.Export;

/// <summary>What is exported: kept in memory while it fits into a response, else sent to the bucket part by part.</summary>
internal sealed class ExportFile(IAmazonS3 s3, string bucket, string key, string contentType, string disposition)
{
    /// <summary>Bytes. A function's response may have 6 MB, in base64 and with its envelope.</summary>
    public const int LongestResponse = 4 << 20;

    /// <summary>Bytes. S3 wants 5 MB at least, and takes 10,000 parts.</summary>
    private const int PartSize = 6 << 20;

    private readonly ArrayBufferWriter<byte> _unsent = new();
    private readonly List<UploadPartResponse> _parts = [];
    private string? _uploadId;

    public IBufferWriter<byte> Writer => _unsent;

    /// <summary>To be called after every line: sends a part when there is enough for one.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        _unsent.WrittenCount < PartSize ? Task.CompletedTask : SendPartAsync(cancellationToken);

    /// <returns>All of it, where it fits into a response; null where it is in the bucket.</returns>
    public async Task<ReadOnlyMemory<byte>?> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_uploadId is null && _unsent.WrittenCount <= LongestResponse)
        {
            return _unsent.WrittenMemory;
        }

        if (_unsent.WrittenCount > 0)
        {
            await SendPartAsync(cancellationToken);
        }

        var request = new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _uploadId };
        request.AddPartETags(_parts);
        await s3.CompleteMultipartUploadAsync(request, cancellationToken);
        return null;
    }

    /// <summary>Leaves nothing behind that would be paid for.</summary>
    public Task AbortAsync() => _uploadId is null
        ? Task.CompletedTask
        : s3.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = _uploadId }, CancellationToken.None);

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        _uploadId ??= await BeginAsync(cancellationToken);
        MemoryMarshal.TryGetArray(_unsent.WrittenMemory, out var bytes);
        using var body = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        var request = new UploadPartRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _uploadId,
            PartNumber = _parts.Count + 1,
            PartSize = bytes.Count,
            InputStream = body,
        };
        _parts.Add(await s3.UploadPartAsync(request, cancellationToken));
        _unsent.ResetWrittenCount();
    }

    private async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key, ContentType = contentType };
        request.Headers.ContentDisposition = disposition;
        return (await s3.InitiateMultipartUploadAsync(request, cancellationToken)).UploadId;
    }
}
