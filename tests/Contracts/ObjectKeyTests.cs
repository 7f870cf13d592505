namespace ImageClassification.Contracts.Tests;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("uploads/trip/photo.jpg", "trip")]
    [InlineData("uploads/trip/day 1/photo.jpg", "trip")]
    [InlineData("uploads/photo.jpg", "default")]
    [InlineData("uploads//photo.jpg", "default")]
    [InlineData("uploads/größer/photo.jpg", "größer")]
    public void The_batch_is_the_first_segment_after_the_prefix(string key, string expected)
    {
        var batch = ObjectKey.Parse(key).Batch;

        batch.ToString().ShouldBe(expected);
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
        var isImage = ObjectKey.Parse(key).IsImage;

        isImage.ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void A_key_has_1_to_1024_bytes(int letters, bool isKey)
    {
        var key = ObjectKey.From(new string('ö', letters));

        key.HasValue.ShouldBe(isKey);
    }

    [Fact]
    public void Every_batch_has_room_for_an_image()
    {
        var longest = BatchName.Parse(new string('b', BatchName.MaxBytes));

        var key = ObjectKey.Parse($"{longest.Folder}1");

        key.Batch.ShouldBe(longest);
    }
}
