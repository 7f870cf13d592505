using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ImageClassification.Testing;

/// <summary>Takes messages, and refuses the ids it is told to, once for every mention. Safe for use by several threads.</summary>
public class FakeSqs() : AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly Lock _lock = new();

    public List<SendMessageBatchRequestEntry> Sent { get; } = [];

    /// <summary>Single messages.</summary>
    public List<SendMessageRequest> Messages { get; } = [];

    /// <summary>Runs at every single message.</summary>
    public Action<SendMessageRequest> OnMessage { get; set; } = _ => { };

    /// <summary>Runs at every batch of messages, before it is taken.</summary>
    public Action OnSend { get; set; } = () => { };

    /// <summary>What is made visible again, and when.</summary>
    public List<ChangeMessageVisibilityBatchRequestEntry> Changes { get; } = [];

    /// <summary>The receipt handles of what is deleted.</summary>
    public List<string> Deleted { get; } = [];

    /// <summary>What every queue answers: waiting, being worked on.</summary>
    public (int Visible, int NotVisible) Depth { get; set; }

    public List<int> RequestSizes { get; } = [];

    /// <summary>Thrown by every request.</summary>
    public Exception? Fault { get; set; }

    public Queue<BatchResultErrorEntry> Refusals { get; } = new();

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            OnSend();
            RequestSizes.Add(request.Entries.Count);
            var failed = Refusals.TryDequeue(out var refusal) ? new List<BatchResultErrorEntry> { refusal } : null;
            Sent.AddRange(request.Entries.Where(entry => entry.Id != refusal?.Id));
            return Task.FromResult(new SendMessageBatchResponse { Failed = failed });
        }
    }

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        Changes.AddRange(request.Entries);
        return Fault is null ? Task.FromResult(new ChangeMessageVisibilityBatchResponse()) : throw Fault;
    }

    public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        Deleted.AddRange(request.Entries.Select(entry => entry.ReceiptHandle));
        return Fault is null ? Task.FromResult(new DeleteMessageBatchResponse()) : throw Fault;
    }

    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            OnMessage(request);
            Messages.Add(request);
            return Task.FromResult(new SendMessageResponse());
        }
    }

    public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(
        GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetQueueAttributesResponse
        {
            Attributes = new()
            {
                ["ApproximateNumberOfMessages"] = $"{Depth.Visible}",
                ["ApproximateNumberOfMessagesNotVisible"] = $"{Depth.NotVisible}",
            },
        });
}
