using ImageClassification.Contracts;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Faults;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Events;

public sealed class QueueReaderTests : IAsyncLifetime
{
    private const string Queue = "work";

    private EmbeddedServices _services = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Url => Arn.QueueUrl(_services.Endpoints.Sqs, Queue);

    public async ValueTask InitializeAsync()
    {
        _services = await EmbeddedServices.StartAsync(Path.Combine(PipelineOptions.FindRoot(), "local", "services"), [], _ => { }, Cancellation);
        _aws = new(_services.Endpoints);
        await Provisioning.CreateAsync(new Stack([], [new(Queue, Queue, [])], [], []), _aws, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_redelivered_message_comes_again_and_its_first_receipt_handle_deletes_nothing()
    {
        await SendAsync("a message");
        var plan = new FaultPlan(1, [new(Queue, "ReceiveMessage", Fault.Redelivered, 1)]);
        var first = await ReaderOf(plan).ReceiveAsync(10, 1, Cancellation);

        await plan.EndAsync();
        var second = await ReaderOf(plan).ReceiveAsync(10, 1, Cancellation);
        await ReaderOf(plan).DeleteAsync(first, Cancellation);

        second.ShouldHaveSingleItem().MessageId.ShouldBe(first.ShouldHaveSingleItem().MessageId);
        (await _aws.Sqs.GetQueueAttributesAsync(
            new() { QueueUrl = Url, AttributeNames = ["All"] }, Cancellation)).ApproximateNumberOfMessagesNotVisible.ShouldBe(1);
    }

    [Fact]
    public async Task A_reordered_message_comes_after_one_that_was_sent_later()
    {
        await SendAsync("first");
        var plan = new FaultPlan(1, [new(Queue, "ReceiveMessage", Fault.Reordered, 1)]);
        (await ReaderOf(plan).ReceiveAsync(10, 1, Cancellation)).ShouldBeEmpty();
        await SendAsync("second");

        await plan.EndAsync();
        var second = await ReaderOf(plan).ReceiveAsync(10, 1, Cancellation);
        var first = await ReaderOf(plan).ReceiveAsync(10, 20, Cancellation);

        second.ShouldHaveSingleItem().Body.ShouldBe("second");
        first.ShouldHaveSingleItem().Body.ShouldBe("first");
    }

    [Fact]
    public async Task A_work_item_of_the_old_schema_has_no_newer_fields_and_other_messages_stay_as_they_are()
    {
        var item = new WorkItem.Classify(
            "images", ObjectKey.Parse("uploads/a.jpg"), ObjectVersion.Unknown)
        { Model = ModelName.Parse("clothing"), TraceId = "a trace" };
        string[] others = ["no work item", WorkItemBody.OfSchema(99, item.ToJson())];
        await Task.WhenAll(others.Append(item.ToJson()).Select(SendAsync));

        var plan = new FaultPlan(1, [new(Queue, "ReceiveMessage", Fault.OldSchema, 1)]);
        var bodies = (await ReaderOf(plan).ReceiveAsync(10, 1, Cancellation)).Select(message => message.Body).ToList();

        bodies.Count.ShouldBe(3);
        var old = bodies.Except(others).ShouldHaveSingleItem();
        old.ShouldStartWith("""{"schemaVersion":1,""");
        WorkItem.Parse(old).ShouldBe(item with { Model = null, TraceId = null });
    }

    private QueueReader ReaderOf(FaultPlan plan) => new(_aws.Sqs, Url, TimeProvider.System, plan);

    private async Task SendAsync(string body) =>
        await _aws.Sqs.SendMessageAsync(new() { QueueUrl = Url, MessageBody = body }, Cancellation);
}
