using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.SQS.Internal;

/// <summary>The configured endpoint (ServiceURL, AWS_ENDPOINT_URL_SQS or AWS_ENDPOINT_URL), else the region's.</summary>
internal sealed class SqsEndpointProvider : IEndpointProvider
{
    public const string Endpoint = nameof(Endpoint);

    public const string Region = nameof(Region);

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters[Endpoint] is string { Length: > 0 } configured)
        {
            return new(configured);
        }

        return parameters[Region] is string region
            ? new($"https://sqs.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}")
            : throw new AmazonClientException("Invalid Configuration: Missing Region");
    }
}
