namespace ImageClassification.Contracts;

/// <summary>Why a prediction failed. The codes are part of the API and never change their meaning.</summary>
public static class ErrorCode
{
    /// <summary>Not an image, or of a kind that is not read (its first bytes decide, not its name).</summary>
    public const string UnsupportedFormat = "UNSUPPORTED_FORMAT";

    /// <summary>An image by its first bytes, but damaged or cut off.</summary>
    public const string CorruptImage = "CORRUPT_IMAGE";

    /// <summary>Its header claims more pixels than are decoded.</summary>
    public const string ImageTooLarge = "IMAGE_TOO_LARGE";

    /// <summary>The object exceeds the limit of bytes.</summary>
    public const string ObjectTooLarge = "OBJECT_TOO_LARGE";

    /// <summary>Deleted before it could be read.</summary>
    public const string ObjectGone = "OBJECT_GONE";

    /// <summary>In an archive, from which it must be restored first. S3's event of the restore starts its classification.</summary>
    public const string ObjectArchived = "OBJECT_ARCHIVED";

    /// <summary>S3 does not give it out, for a reason that is the object's own: its key of KMS, or one that only its owner has.</summary>
    public const string ObjectUnreadable = "OBJECT_UNREADABLE";

    /// <summary>Every attempt failed with a transient fault. The message is in the dead-letter queue and can be redriven.</summary>
    public const string RetriesExhausted = "RETRIES_EXHAUSTED";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [UnsupportedFormat, CorruptImage, ImageTooLarge, ObjectTooLarge, ObjectGone, ObjectArchived, ObjectUnreadable, RetriesExhausted];
}
