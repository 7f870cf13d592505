using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Tests.Uploads;

public sealed class PresignerTests
{
    /// <summary>Elsewhere the console's policy keeps browsers from it: BUCKET_ORIGIN in template.yaml.</summary>
    [Theory]
    [InlineData("us-east-1", "amazonaws.com")]
    [InlineData("eu-central-1", "amazonaws.com")]
    [InlineData("cn-north-1", "amazonaws.com.cn")]
    public async Task Signed_addresses_lead_to_the_bucket_s_host_in_its_region(string region, string suffix)
    {
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("id", "secret"), RegionEndpoint.GetBySystemName(region));
        var presigner = new Presigner(s3, "stack-images-123456789012", TimeProvider.System);

        var url = await presigner.GetAsync("uploads/trip/photo.jpg", presigner.In(TimeSpan.FromMinutes(1)));

        url.ShouldStartWith($"https://stack-images-123456789012.s3.{region}.{suffix}/uploads/trip/photo.jpg?");
    }
}
