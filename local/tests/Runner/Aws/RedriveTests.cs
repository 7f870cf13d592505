using ImageClassification.Contracts;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Aws;

public sealed class RedriveTests : IAsyncLifetime
{
    private readonly string _root = PipelineOptions.FindRoot();
    private EmbeddedServices _services = null!;
    private AwsClients _aws = null!;
    private Stack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = await EmbeddedServices.StartAsync(Path.Combine(_root, "local", "services"), [], _ => { }, Cancellation);
        _aws = new AwsClients(_services.Endpoints);
        _stack = TemplateReader.ReadLocal(_root, new Dictionary<string, string>(), _services.Endpoints.Sqs);
        await Provisioning.CreateAsync(_stack, _aws, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Events_that_are_not_of_the_images_bucket_stay()
    {
        var failed = Arn.QueueUrl(_services.Endpoints.Sqs, _stack.Functions.Select(function => function.OnFailure).OfType<string>().First());
        string[] others =
        [
            "not JSON", "[]", "null", """{ "Records": [] }""", """{ "Records": [{ "s3": 1 }] }""",
            """{ "requestPayload": { "source": "aws.health", "detail": {} } }""", """{ "detail": { "bucket": { "name": "another" } } }""",
        ];
        string[] events =
        [
            .. new[] { """{"detail":{"bucket":{"name":"IMAGES"}}}""", """{"Records":[{"s3":{"bucket":{"name":"IMAGES"}}}]}""" }
                .Select(body => body.Replace("IMAGES", _stack.ImageBucket, StringComparison.Ordinal)),
        ];
        foreach (var body in (string[])[.. others, events[0], $$"""{ "requestPayload": {{events[1]}} }"""])
        {
            await _aws.Sqs.SendMessageAsync(new() { QueueUrl = failed, MessageBody = body }, Cancellation);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation); // the messages are older than the redrive
        var result = await new Redrive(_root, _aws).RunAsync(code: null, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        result.ShouldBe(new RedriveResult(0, events.Length, others.Length));
        var sent = await new QueueReader(_aws.Sqs, Arn.QueueUrl(_services.Endpoints.Sqs, Provisioning.EventQueue.Name), TimeProvider.System)
            .ReceiveAsync(10, TimeSpan.Zero, Cancellation);
        sent.Select(message => message.Body).ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_that_fails_again_at_once_is_sent_once_and_left()
    {
        var work = _stack.Queues.First(queue => queue.DeadLetterQueue is not null);
        var item = new WorkItem.Classify(_stack.ImageBucket, ObjectKey.Parse("uploads/a.jpg"), new(DateTimeOffset.UnixEpoch, "0123456789abcdef0123456789abcdef", Sequencer.From("FF")));
        await FailAsync(item.ToJson());
        await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation); // the message is older than the redrive
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var failing = FailAllAsync();

        var result = await new Redrive(_root, _aws).RunAsync(code: null, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        await stop.CancelAsync();
        await failing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        result.ShouldBe(new RedriveResult(1, 0, 1));

        Task FailAsync(string body) => _aws.Sqs.SendMessageAsync(
            new() { QueueUrl = Arn.QueueUrl(_services.Endpoints.Sqs, work.DeadLetterQueue!), MessageBody = body }, Cancellation);

        async Task FailAllAsync()
        {
            var queue = new QueueReader(_aws.Sqs, Arn.QueueUrl(_services.Endpoints.Sqs, work.Name), TimeProvider.System);
            while (true)
            {
                var messages = await queue.ReceiveAsync(10, 1, stop.Token);
                await queue.DeleteAsync(messages, stop.Token);
                foreach (var message in messages)
                {
                    await FailAsync(message.Body);
                }
            }
        }
    }
}
