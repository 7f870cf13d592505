using ImageClassification.Runner.Http;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Http;

public sealed class RouteTests
{
    [Theory]
    [InlineData("/predictions/{key+}", "/predictions/uploads/a%20b%2Bc.jpg", "uploads/a b+c.jpg")]
    [InlineData("/predictions/{key+}", "/predictions/a+b%2Fc", "a+b/c")]
    [InlineData("/batches/{key}/predictions", "/batches/t%C3%A9st/predictions", "tést")]
    public void A_path_parameter_is_decoded(string template, string path, string key)
    {
        var parameters = RouteOf(template).Match("GET", path);

        parameters.ShouldNotBeNull()["key"].ShouldBe(key);
    }

    [Theory]
    [InlineData("GET", "/predictions/{key+}", "GET", "/predictions/")]
    [InlineData("GET", "/predictions/{key+}", "GET", "/predictions")]
    [InlineData("GET", "/batches/{batch}", "GET", "/batches/a/b")]
    [InlineData("GET", "/batches/{batch}", "POST", "/batches/a")]
    [InlineData("GET", "/health", "GET", "/healthy")]
    public void Another_method_or_path_is_not_matched(string method, string template, string requestMethod, string path)
    {
        RouteOf(template, method).Match(requestMethod, path).ShouldBeNull();
    }

    [Fact]
    public void The_root_is_a_route_of_its_own()
    {
        var root = RouteOf("/");

        root.Match("GET", "/").ShouldNotBeNull().ShouldBeEmpty();
        root.Match("GET", "/health").ShouldBeNull();
        root.Rank.ShouldBe(1);
    }

    [Fact]
    public void A_literal_route_goes_before_a_greedy_one()
    {
        string[] templates = ["/{proxy+}", "/batches/{batch}", "/batches/all", "/batches/{rest+}"];

        var ordered = templates.Select(template => RouteOf(template)).OrderByDescending(route => route.Rank).Select(route => route.Key);

        ordered.ShouldBe(["GET /batches/all", "GET /batches/{batch}", "GET /batches/{rest+}", "GET /{proxy+}"]);
    }

    private static Route RouteOf(string path, string method = "GET") => new(new EventSource.Route(method, path));
}
