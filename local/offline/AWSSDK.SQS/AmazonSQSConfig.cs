using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SQS.Internal;
using Amazon.Util.Internal;

namespace Amazon.SQS;

public class AmazonSQSConfig : ClientConfig
{
    private static readonly DefaultConfigurationProvider Defaults = new(
        Enum.GetValues<DefaultConfigurationMode>()
            .Select(mode => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard }));

    public AmazonSQSConfig()
        : base(Defaults)
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "sqs";
        EndpointProvider = new SqsEndpointProvider();
    }

    public static new string ServiceId => "SQS";

    public override string RegionEndpointServiceName => "sqs";

    public override string ServiceVersion => "2012-11-05";

    public override string UserAgent { get; } =
        InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonSQSConfig).Assembly.GetName().Version.ToString());

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new EndpointParameters
        {
            [SqsEndpointProvider.Endpoint] = ServiceURL,
            [SqsEndpointProvider.Region] = (parameters.AlternateEndpoint ?? RegionEndpoint)?.SystemName,
        });
}
