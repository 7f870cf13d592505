using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ImageClassification.Classifier.Tests.Http;

namespace ImageClassification.Classifier.Tests.Serve;

public sealed class ServerTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>
{
    private static readonly byte[] Picture = Caller.Sample("hat/hat-1.jpg");

    [Fact]
    public async Task It_is_healthy_from_the_start_and_ready_once_the_model_is_loaded()
    {
        var loading = new TaskCompletionSource();
        await using var server = new TestServer(fixture.Model, loading: loading.Task);

        var (health, _) = await TestServer.ReadAsync("GET /health", server.GetAsync("/health"));
        using var early = await server.GetAsync("/ready");
        var (before, _) = await TestServer.ReadAsync("GET /ready", server.GetAsync("/ready"));
        var asking = server.PostAsync(Picture);
        loading.SetResult();
        var (classified, _) = await TestServer.ClassifiedAsync(asking);
        var (after, _) = await TestServer.ReadAsync("GET /ready", server.GetAsync("/ready"));

        (health, before, classified, after).ShouldBe((200, 503, 200, 200));
        early.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_ends_it()
    {
        await using var server = new TestServer(fixture.Model, loading: Task.FromException(new InvalidDataException("no model")));

        var running = () => server.Running;

        (await running.ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe("no model");
    }

    [Fact]
    public async Task A_picture_is_answered_as_through_API_Gateway_in_whatever_form_it_comes()
    {
        await using var server = new TestServer(fixture.Model);
        using var caller = new Caller(fixture.Model);
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["image"] = Convert.ToBase64String(Picture) }, TestJson.Default.DictionaryStringString);

        var (_, expected) = await caller.PostAsync("image/jpeg", Convert.ToBase64String(Picture), isBase64Encoded: true);
        var answers = new[]
        {
            await TestServer.ClassifiedAsync(server.PostAsync(Picture)),
            await TestServer.ClassifiedAsync(server.PostAsync(Picture, "application/octet-stream")),
            await TestServer.ClassifiedAsync(server.PostAsync(json, "application/json")),
        };

        foreach (var (status, body) in answers)
        {
            status.ShouldBe(200);
            Array.ForEach(
                ["label", "confidence", "scores", "model", "image"],
                name => body.GetProperty(name).GetRawText().ShouldBe(expected.GetProperty(name).GetRawText()));
        }
    }

    [Theory]
    [InlineData("application/json", "{", 400, "INVALID_REQUEST")]
    [InlineData("application/json", "{}", 400, "INVALID_REQUEST")]
    [InlineData("application/json", "", 400, "INVALID_REQUEST")]
    [InlineData("text/plain", "hat", 400, "INVALID_REQUEST")]
    [InlineData("image/jpeg", "hat", 422, "UNSUPPORTED_FORMAT")]
    [InlineData("application/json", """{"url":"https://169.254.169.254/computeMetadata/v1/"}""", 400, "URL_REFUSED")]
    [InlineData("application/json", """{"url":"https://[::ffff:127.0.0.1]/"}""", 400, "URL_REFUSED")]
    [InlineData("application/json", """{"url":"http://example.com/hat.jpg"}""", 400, "URL_REFUSED")]
    [InlineData("application/json", """{"bucket":"other","key":"uploads/hat.jpg"}""", 400, "INVALID_REQUEST")]
    public async Task What_cannot_be_classified_is_a_problem_with_a_code(string contentType, string body, int expected, string code)
    {
        await using var server = new TestServer(fixture.Model);

        var (status, problem) = await TestServer.ClassifiedAsync(server.PostAsync(Encoding.UTF8.GetBytes(body), contentType));

        (status, problem.GetProperty("code").GetString()).ShouldBe((expected, code));
    }

    [Fact]
    public async Task A_fault_of_S3_is_500_and_only_the_log_says_why()
    {
        await using var server = new TestServer(fixture.Model);
        server.S3.Faults["uploads/hat.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        var (status, problem) = await TestServer.ClassifiedAsync(
            server.PostAsync(Encoding.UTF8.GetBytes($$"""{"bucket":"{{Caller.Bucket}}","key":"uploads/hat.jpg"}"""), "application/json"));

        status.ShouldBe(500);
        problem.GetRawText().ShouldNotContain("SlowDown");
        server.Log.Lines().ShouldContain(
            line => line.GetProperty("eventId").GetInt32() == 306 && line.GetProperty("exception").GetString()!.Contains("SlowDown"));
    }

    [Theory]
    [InlineData("image/jpeg", false)]
    [InlineData("image/jpeg", true)]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    public async Task A_body_beyond_the_bound_is_413(string contentType, bool isChunked)
    {
        await using var server = new TestServer(fixture.Model);
        using var body = new ByteArrayContent(new byte[2 * TestServer.MaxBytes]) { Headers = { ContentType = new(contentType) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify") { Content = body };
        request.Headers.TransferEncodingChunked = isChunked;

        var (status, problem) = await TestServer.ClassifiedAsync(server.Http.SendAsync(request, TestContext.Current.CancellationToken));

        (status, problem.GetProperty("code").GetString()).ShouldBe((413, "OBJECT_TOO_LARGE"));
    }

    [Fact]
    public async Task Requests_beyond_the_bound_are_429_at_once_and_those_within_it_are_answered()
    {
        await using var server = new TestServer(fixture.Model, places: 2);
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        var within = new[] { server.PostAsync(Picture), server.PostAsync(Picture) };
        await server.InFlightAsync(2);

        using var beyond = await server.PostAsync(Picture);
        var (status, problem) = await TestServer.ClassifiedAsync(server.PostAsync(Picture));
        server.Turns.Release(2);
        var answers = await Task.WhenAll(within.Select(TestServer.ClassifiedAsync));
        var (later, _) = await TestServer.ClassifiedAsync(server.PostAsync(Picture));

        beyond.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (status, problem.GetProperty("code").GetString()).ShouldBe((429, "TOO_MANY_REQUESTS"));
        answers.ShouldAllBe(answer => answer.Status == 200);
        later.ShouldBe(200);
    }

    [Fact]
    public async Task Who_does_not_wait_for_an_answer_gives_up_the_place()
    {
        await using var server = new TestServer(fixture.Model, places: 1);
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource();
        using var body = new ByteArrayContent(Picture) { Headers = { ContentType = new("image/jpeg") } };
        var leaving = server.Http.PostAsync(new Uri("/classify", UriKind.Relative), body, patience.Token);
        await server.InFlightAsync(1);

        await patience.CancelAsync();
        await server.InFlightAsync(0);
        server.Turns.Release();
        var (status, _) = await TestServer.ClassifiedAsync(server.PostAsync(Picture));

        status.ShouldBe(200);
        leaving.IsCanceled.ShouldBeTrue();
        (await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldContain("http_requests_total{status=\"499\"} 1\n");
    }

    [Fact]
    public async Task Told_to_stop_it_finishes_what_is_in_flight_and_takes_no_more()
    {
        await using var server = new TestServer(fixture.Model, places: 1);
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        var inFlight = server.PostAsync(Picture);
        await server.InFlightAsync(1);

        server.Stop();
        var refused = async () =>
        {
            while (true)
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
            }
        };
        await refused.ShouldThrowAsync<SocketException>();
        var wasRunning = !server.Running.IsCompleted;
        server.Turns.Release();
        var (status, _) = await TestServer.ClassifiedAsync(inFlight);
        await server.Running;

        (wasRunning, status).ShouldBe((true, 200));
    }

    [Fact]
    public async Task It_stops_without_what_takes_longer_than_its_patience()
    {
        await using var server = new TestServer(fixture.Model, places: 1, patience: TimeSpan.FromMilliseconds(1));
        await server.Turns.WaitAsync(TestContext.Current.CancellationToken);
        var inFlight = server.PostAsync(Picture);
        await server.InFlightAsync(1);

        server.Stop();
        await server.Running;

        await new Func<Task>(() => inFlight).ShouldThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task What_a_platform_in_front_adds_to_a_request_changes_nothing()
    {
        await using var server = new TestServer(fixture.Model);

        var (status, body) = await TestServer.ClassifiedAsync(server.PostAsync(
            Picture, "image/jpeg", ("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https"),
            ("forwarded", "for=203.0.113.7"), ("x-cloud-trace-context", "1/2;o=1")));

        (status, body.GetProperty("image").GetProperty("bytes").GetInt32()).ShouldBe((200, Picture.Length));
        server.Log.Lines().ShouldNotContain(line => line.GetRawText().Contains("203.0.113.7"));
    }
}
