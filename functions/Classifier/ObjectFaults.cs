using System.Net;
using Amazon.S3;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>Tells what is wrong with an object from what is wrong with us, which throws on: another try, or an alarm, is for that.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"/></remarks>
internal static class ObjectFaults
{
    private const string Denied = "denies the Classifier's role kms:Decrypt. Name it in SourceKmsKeyArn, and allow it in the key's policy";

    private const string Gone = "does not exist any more. Encrypt the object with another";

    /// <returns>Null for what may be different next time. That includes 403 without a word of a key: then our own rights are missing.</returns>
    public static PredictionError? Of(AmazonS3Exception exception) => exception switch
    {
        { ErrorCode: "NoSuchKey" } => new(
            ErrorCode.ObjectGone, "The object was deleted before it could be read. Upload it again to have it classified."),
        { ErrorCode: "InvalidObjectState" } => new(
            ErrorCode.ObjectArchived, "The object is archived. Restore it: S3's event then starts its classification. Without events, backfill it."),
        _ when IsCustomerKey(exception) => new(
            ErrorCode.ObjectUnreadable, "The object is encrypted by SSE-C: S3 needs the owner's key with every request. Upload it with SSE-S3 or SSE-KMS."),
        _ when RefusalOfKey(exception) is { } refusal => new(ErrorCode.ObjectUnreadable, $"The object's KMS key {refusal}; then retry."),
        _ => null,
    };

    private static bool IsCustomerKey(AmazonS3Exception exception) =>
        exception.StatusCode == HttpStatusCode.BadRequest && exception.ErrorCode == "InvalidRequest"
        && exception.Message.Contains("Server Side Encryption", StringComparison.OrdinalIgnoreCase);

    /// <summary>S3 passes KMS's own codes on, such as KMS.DisabledException, and says AccessDenied where the key's policy or ours denies.</summary>
    private static string? RefusalOfKey(AmazonS3Exception exception) => exception.ErrorCode switch
    {
        "KMS.DisabledException" => "is disabled. Enable it",
        "KMS.NotFoundException" => Gone,
        "KMS.KMSInvalidStateException" or "KMS.InvalidStateException" => "is in a state that cannot decrypt, such as pending deletion. Cancel the deletion",
        "AccessDenied" when exception.Message.Contains("ciphertext", StringComparison.Ordinal) => Gone,
        "KMS.AccessDeniedException" => Denied,
        "AccessDenied" when exception.Message.Contains("kms:", StringComparison.Ordinal) => Denied,
        _ => null,
    };
}
