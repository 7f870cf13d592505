namespace ImageClassification.Contracts.Tests;

public sealed class UploadTests
{
    [Theory]
    [InlineData("uploads/trip/photo.jpg", "trip")]
    [InlineData("uploads/trip/day 1/photo.jpg", "trip")]
    [InlineData("uploads/photo.jpg", "default")]
    [InlineData("uploads//photo.jpg", "default")]
    [InlineData("uploads/größer/photo.jpg", "größer")]
    public void The_batch_is_the_first_segment_after_the_prefix(string key, string expected)
    {
        var batch = Upload.BatchOf(key);

        batch.ShouldBe(expected);
    }

    [Theory]
    [InlineData("uploads/trip/photo.jpg", true)]
    [InlineData("uploads/photo", true)]
    [InlineData("uploads/", false)]
    [InlineData("uploads/trip/", false)]
    [InlineData("exports/trip.csv", false)]
    [InlineData("Uploads/photo.jpg", false)]
    public void Only_objects_under_the_prefix_are_images(string key, bool expected)
    {
        var isImage = Upload.IsImage(key);

        isImage.ShouldBe(expected);
    }
}
