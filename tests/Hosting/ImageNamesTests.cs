using ImageClassification.Contracts;

namespace ImageClassification.Hosting.Tests;

public sealed class ImageNamesTests
{
    private static readonly WorkItem Item = new WorkItem.Classify("images", ObjectKey.Parse("uploads/trip/größe.jpg"), ObjectVersion.Unknown);

    [Fact]
    public void An_image_is_named_by_the_beginning_of_its_keys_hash()
    {
        var name = ImageNames.Read(new(_ => null)).Of(Item);

        name.ShouldBe("24c817eedb4b5cd2"); // printf %s uploads/trip/größe.jpg | sha256sum | cut -c1-16
    }

    [Fact]
    public void Where_keys_are_not_personal_the_key_is_the_name_and_a_check_has_its_batchs()
    {
        var names = ImageNames.Read(new(_ => "true"));

        names.Of(Item).ShouldBe("uploads/trip/größe.jpg");
        names.Of(new WorkItem.Check("images", BatchName.Parse("trip"), default)).ShouldBe("uploads/trip/");
    }
}
