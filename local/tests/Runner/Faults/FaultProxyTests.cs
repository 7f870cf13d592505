using System.Net;
using System.Text;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Faults;
using ImageClassification.Runner.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageClassification.Runner.Tests.Faults;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly WebApplication _service = LoopbackServer.Create();
    private readonly List<string> _bodies = [];
    private readonly HttpClient _http = new();
    private int _kills;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _bodies.Add(await reader.ReadToEndAsync(context.RequestAborted));
            context.Response.Headers["x-from"] = "service";
            await context.Response.WriteAsync($"answer to {context.Request.Path}");
        });
        await _service.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_fault_request_and_answer_pass_unchanged()
    {
        await using var proxy = ProxyOf();

        using var response = await SendAsync(proxy, "body");

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("answer to /a%20b");
        response.Headers.GetValues("x-from").ShouldBe(["service"]);
        _bodies.ShouldBe(["body"]);
    }

    [Theory]
    [InlineData(Fault.Refused, HttpStatusCode.ServiceUnavailable, "SlowDown")]
    [InlineData(Fault.Throttled, HttpStatusCode.BadRequest, "ThrottlingException")]
    [InlineData(Fault.ThroughputExceeded, HttpStatusCode.BadRequest, "ProvisionedThroughputExceededException")]
    public async Task A_refused_request_does_not_reach_the_service(Fault fault, HttpStatusCode status, string code)
    {
        await using var proxy = ProxyOf(fault);

        using var response = await SendAsync(proxy, "body");

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(code);
        _bodies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Fault.DroppedBefore, 0, 0)]
    [InlineData(Fault.DroppedAfter, 1, 0)]
    [InlineData(Fault.HalfAnswered, 1, 0)]
    [InlineData(Fault.KilledBefore, 0, 1)]
    [InlineData(Fault.KilledAfter, 1, 1)]
    public async Task A_broken_connection_says_nothing_of_whether_the_service_acted(Fault fault, int acted, int kills)
    {
        await using var proxy = ProxyOf(fault);

        await Should.ThrowAsync<HttpRequestException>(() => SendAsync(proxy, "body"));

        _bodies.Count.ShouldBe(acted);
        _kills.ShouldBe(kills);
    }

    [Theory]
    [InlineData(Fault.Duplicated, 2)]
    [InlineData(Fault.Reordered, 1)]
    public async Task Messages_are_delivered_later(Fault fault, int requests)
    {
        await using var proxy = ProxyOf(fault);

        using var response = await SendAsync(proxy, """{"Entries":[{"Id":"0"}]}""");

        _bodies.Count.ShouldBe(requests);
        _bodies[0].ShouldContain("DelaySeconds");
    }

    [Fact]
    public async Task Unconditional_writes_arrive_without_their_condition_and_at_the_end_again_the_latest_first()
    {
        var plan = PlanOf(Fault.Unconditional);
        await using var proxy = ProxyOf(plan);

        using var first = await SendAsync(proxy, """{"Item":1,"ConditionExpression":"a = :b","ExpressionAttributeValues":{":b":{"S":"c"}}}""");
        using var second = await SendAsync(proxy, """{"Item":2}""");
        await plan.EndAsync();

        _bodies.ShouldBe(["""{"Item":1}""", """{"Item":2}""", """{"Item":2}""", """{"Item":1}"""]);
    }

    [Fact]
    public async Task A_service_that_is_gone_breaks_the_connection()
    {
        await using var proxy = ProxyOf();
        await _service.StopAsync(Cancellation);

        await Should.ThrowAsync<HttpRequestException>(() => SendAsync(proxy, "body"));
    }

    private static FaultPlan PlanOf(Fault? fault) => new(1, fault is { } struck ? [new("Ingest", "SendMessageBatch", struck, 1)] : []);

    private FaultProxy ProxyOf(Fault? fault = null) => ProxyOf(PlanOf(fault));

    private FaultProxy ProxyOf(FaultPlan plan) => new("Ingest", plan, () => _kills++, TimeProvider.System);

    private async Task<HttpResponseMessage> SendAsync(FaultProxy proxy, string body)
    {
        var service = new Uri(_service.Urls.First());
        var endpoints = await proxy.StartAsync(new Endpoints(service, service, service, Embedded: true), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoints.Sqs, "/a%20b"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0"),
            Headers = { { "X-Amz-Target", "AmazonSQS.SendMessageBatch" } },
        };
        return await _http.SendAsync(request, Cancellation);
    }
}
