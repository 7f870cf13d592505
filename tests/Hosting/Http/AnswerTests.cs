using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Hosting.Tests.Http;

public sealed class AnswerTests
{
    public static TheoryData<APIGatewayHttpApiV2ProxyResponse> Answers =>
    [
        Answer.Json("{}", 200),
        Answer.Text("text/plain", "a", null),
        Answer.Text("text/plain", "a", "*"),
        Answer.File("text/csv", "attachment", "a"u8),
        Answer.BadRequest("a"),
        Answer.NotFound("a"),
        Answer.ContentTooLarge("a", "A"),
        Answer.Unprocessable("a", "A"),
        Answer.ServerError(),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public void No_cache_keeps_an_answer_and_no_browser_guesses_its_type(APIGatewayHttpApiV2ProxyResponse answer)
    {
        (answer.Headers["cache-control"], answer.Headers["x-content-type-options"]).ShouldBe(("no-store", "nosniff"));
    }

    [Fact]
    public void JSON_is_not_escaped_for_HTML()
    {
        const string Detail = "Send -H 'content-type: application/json' & <one> image…";

        Answer.BadRequest(Detail).Body.ShouldContain(Detail);
        Answer.BadRequest("\"\\\n").Body.ShouldContain("\"\\\"\\\\\\n\"");
    }
}
