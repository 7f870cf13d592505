using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Tests.Uploads;

public sealed class PresignerTests
{
    /// <summary>Elsewhere the console's policy keeps browsers from it: BUCKET_ORIGIN in template.yaml, and ContentPolicy.</summary>
    [Theory]
    [InlineData("us-east-1", "stack-images-123456789012", "https://stack-images-123456789012.s3.us-east-1.amazonaws.com")]
    [InlineData("eu-central-1", "stack-images-123456789012", "https://stack-images-123456789012.s3.eu-central-1.amazonaws.com")]
    [InlineData("cn-north-1", "stack-images-123456789012", "https://stack-images-123456789012.s3.cn-north-1.amazonaws.com.cn")]
    [InlineData("eu-central-1", "photos.example.com", "https://s3.eu-central-1.amazonaws.com/photos.example.com")]
    public async Task Signed_addresses_lead_to_the_bucket_in_its_region(string region, string bucket, string origin)
    {
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("id", "secret"), RegionEndpoint.GetBySystemName(region));
        var presigner = new Presigner(s3, bucket, TimeProvider.System);

        var url = await presigner.GetAsync("uploads/trip/photo.jpg", presigner.In(TimeSpan.FromMinutes(1)));

        url.ShouldStartWith($"{origin}/uploads/trip/photo.jpg?");
    }
}
