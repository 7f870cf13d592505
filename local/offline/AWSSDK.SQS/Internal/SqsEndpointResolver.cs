using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SQS.Internal;

internal sealed class SqsEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new()
    {
        [SqsEndpointProvider.Endpoint] = requestContext.ClientConfig.ServiceURL,
        [SqsEndpointProvider.Region] = requestContext.ClientConfig.RegionEndpoint?.SystemName,
    };
}
