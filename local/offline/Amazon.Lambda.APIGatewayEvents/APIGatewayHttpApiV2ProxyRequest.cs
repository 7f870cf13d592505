namespace Amazon.Lambda.APIGatewayEvents;

public class APIGatewayHttpApiV2ProxyRequest
{
    public string RouteKey { get; set; }

    public IDictionary<string, string> Headers { get; set; }

    public IDictionary<string, string> QueryStringParameters { get; set; }

    public IDictionary<string, string> PathParameters { get; set; }

    public ProxyRequestContext RequestContext { get; set; }

    public string Body { get; set; }

    public bool IsBase64Encoded { get; set; }

    public class ProxyRequestContext
    {
        public string RequestId { get; set; }

        public AuthorizerDescription Authorizer { get; set; }

        public class AuthorizerDescription
        {
            public JwtDescription Jwt { get; set; }

            public IAMDescription IAM { get; set; }

            public class JwtDescription
            {
                public IDictionary<string, string> Claims { get; set; }
            }

            public class IAMDescription
            {
                public string UserARN { get; set; }
            }
        }
    }
}
