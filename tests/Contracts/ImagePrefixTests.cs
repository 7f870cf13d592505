namespace ImageClassification.Contracts.Tests;

[Collection(nameof(ImagePrefixTests))]
[CollectionDefinition(nameof(ImagePrefixTests), DisableParallelization = true)]
public sealed class ImagePrefixTests : IDisposable
{
    [Theory]
    [InlineData("", "2026/spring/a.jpg", "2026", "2026/")]
    [InlineData("", "a.jpg", "default", "default/")]
    [InlineData("2026/", "2026/spring/a.jpg", "spring", "2026/spring/")]
    [InlineData("shop/2026/", "shop/2026/a.jpg", "default", "shop/2026/default/")]
    [InlineData("img-", "img-a/b.jpg", "a", "img-a/")]
    public void The_first_folder_below_the_prefix_is_the_batch_and_the_key_stays_as_it_is(string prefix, string text, string batch, string folder)
    {
        ImagePrefix.Use(prefix);

        var key = ObjectKey.Parse(text);

        (key.IsImage, key.ToString(), key.Batch.ToString(), key.Batch.Folder).ShouldBe((true, text, batch, folder));
    }

    [Theory]
    [InlineData("", "trip/hat/1.jpg", "hat")]
    [InlineData("", "trip/1.jpg", null)]
    [InlineData("shop/2026/", "shop/2026/trip/1.jpg", null)]
    [InlineData("shop/2026/", "shop/2026/trip/red/hat/1.jpg", "hat")]
    public void The_folder_is_the_one_below_the_batch_however_deep_the_prefix_is(string prefix, string text, string? folder)
    {
        ImagePrefix.Use(prefix);

        ObjectKey.Parse(text).Folder.ShouldBe(folder);
    }

    [Theory]
    [InlineData("", "folder/", false)]
    [InlineData("2026/", "2025/a.jpg", false)]
    [InlineData("2026/", "2026/a/", false)]
    public void What_lies_elsewhere_is_no_image(string prefix, string text, bool isImage)
    {
        ImagePrefix.Use(prefix);

        ObjectKey.Parse(text).IsImage.ShouldBe(isImage);
    }

    [Fact]
    public void The_longest_batch_leaves_room_for_a_name()
    {
        ImagePrefix.Use("größe/");

        var longest = BatchName.Parse(new string('b', BatchName.MaxBytes));

        ObjectKey.From($"{longest.Folder}1").ShouldNotBeNull().Batch.ShouldBe(longest);
        ObjectKey.From($"{longest.Folder}12").ShouldBeNull();
    }

    public void Dispose() => ImagePrefix.Use(ImagePrefix.Default);
}
