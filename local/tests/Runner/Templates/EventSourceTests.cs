using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Templates;

public sealed class EventSourceTests
{
    private static readonly EventSource.Bucket[] Sources =
        [.. new[] { "s3:ObjectCreated:*", "s3:ObjectRemoved:Delete" }.Select(each => new EventSource.Bucket("images", each, "uploads/", ".jpg"))];

    [Theory]
    [InlineData("images", "ObjectCreated:Put", "uploads/a.jpg", true)]
    [InlineData("images", "ObjectRemoved:Delete", "uploads/a.jpg", true)]
    [InlineData("images", "ObjectRemoved:DeleteMarkerCreated", "uploads/a.jpg", false)]
    [InlineData("images", "ObjectCreated:Put", "other/a.jpg", false)]
    [InlineData("images", "ObjectCreated:Put", "uploads/a.png", false)]
    [InlineData("others", "ObjectCreated:Put", "uploads/a.jpg", false)]
    public void A_change_is_taken_by_bucket_event_prefix_and_suffix(string bucket, string eventName, string key, bool taken)
    {
        Sources.Any(source => source.Takes(bucket, eventName, key)).ShouldBe(taken);
    }
}
