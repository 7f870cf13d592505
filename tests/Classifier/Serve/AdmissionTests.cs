using ImageClassification.Classifier.Serve;

namespace ImageClassification.Classifier.Tests.Serve;

public sealed class AdmissionTests
{
    [Fact]
    public void So_many_requests_are_in_at_a_time()
    {
        var admission = new Admission(places: 2, bytes: 100);

        var entered = new[] { admission.TryEnter(1), admission.TryEnter(1), admission.TryEnter(1) };
        admission.Leave(1);

        entered.ShouldBe([true, true, false]);
        admission.TryEnter(1).ShouldBeTrue();
    }

    [Fact]
    public void What_they_hold_together_fits_into_the_memory()
    {
        var admission = new Admission(places: 10, bytes: 100);

        var entered = new[] { admission.TryEnter(60), admission.TryEnter(60), admission.TryEnter(40) };
        admission.Leave(60);

        entered.ShouldBe([true, false, true]);
        admission.TryEnter(60).ShouldBeTrue();
    }

    [Fact]
    public void One_that_is_alone_may_be_larger()
    {
        var admission = new Admission(places: 1, bytes: 100);

        admission.TryEnter(101).ShouldBeTrue();
        admission.TryEnter(1).ShouldBeFalse();
    }
}
