using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;

namespace ImageClassification.Classifier.Tests.Http;

public sealed class ClassifyFunctionTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>, IDisposable
{
    private readonly Caller _caller = new(fixture.Model);

    [Fact]
    public async Task A_picture_posted_as_it_is_gets_every_score_by_name()
    {
        var answer = await _caller.InvokeAsync(Caller.Event("http-classify-image"));

        answer.GetProperty("statusCode").GetInt32().ShouldBe(200);
        answer.GetProperty("headers").GetProperty("content-type").GetString().ShouldBe("application/json");
        ShouldBeClassified(JsonDocument.Parse(answer.GetProperty("body").GetString()!).RootElement);
    }

    [Fact]
    public async Task Pictures_are_counted_and_timed()
    {
        await _caller.InvokeAsync(Caller.Event("classify-image"));
        await _caller.InvokeAsync("{}");

        var values = _caller.Log.Metrics();
        values["Classified Model=clothing@1"].ShouldBe([1]);
        values["Failed Code=INVALID_REQUEST"].ShouldBe([1]);
        values["DecodeTime"].Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_of_pictures_or_signed_URLs_is_logged()
    {
        const string signed = "https://canary:canary@127.0.0.1/a.jpg?X-Amz-Credential=canary&X-Amz-Signature=canary";
        _caller.S3.Faults["uploads/trip/photo.jpg"] = FakeS3.Error(signed, HttpStatusCode.ServiceUnavailable);

        await _caller.PostAsync($$"""{"url":"{{signed}}"}""");
        await _caller.PostAsync($$"""{"url":"{{signed.Replace("canary:canary@", "", StringComparison.Ordinal)}}"}""");
        await _caller.PostAsync("""{"image":"canary"}""");
        await _caller.PostAsync("""{"canary":""");
        await _caller.PostAsync("image/jpeg", "canary", isBase64Encoded: false);
        await _caller.PostAsync("image/jpeg", "canary canary", isBase64Encoded: true);
        await _caller.PostAsync($$"""{"bucket":"{{Caller.Bucket}}","key":"uploads/trip/photo.jpg"}""");

        _caller.Log.Lines().Count.ShouldBe(7);
        _caller.Log.Lines().ShouldAllBe(line => !line.GetRawText().Contains("canary"));
    }

    [Fact]
    public async Task A_picture_in_a_direct_invocation_gets_the_same_answer_bare()
    {
        var answer = await _caller.InvokeAsync(Caller.Event("classify-image"));

        ShouldBeClassified(answer);
    }

    [Fact]
    public async Task An_object_of_the_bucket_is_classified()
    {
        _caller.S3.Objects["uploads/trip/photo.jpg"] = (Caller.Sample("dress/dress-1.jpg"), "e1");

        var answer = await _caller.InvokeAsync(Caller.Event("classify-object"));

        ShouldBeClassified(answer);
    }

    [Theory]
    [InlineData("uploads/none.jpg", Caller.Bucket, "OBJECT_GONE", "There is no such object.")]
    [InlineData("elsewhere/a.jpg", Caller.Bucket, "INVALID_REQUEST", "Only objects under")]
    [InlineData("uploads/a.jpg", "somebody-elses", "INVALID_REQUEST", "Only objects under")]
    public async Task Another_object_is_an_error_in_the_answer(string key, string bucket, string code, string message)
    {
        var answer = await _caller.InvokeAsync(new JsonObject { ["bucket"] = bucket, ["key"] = key }.ToJsonString());

        answer.EnumerateObject().Select(property => property.Name).ShouldBe(["error"]);
        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        answer.GetProperty("error").GetProperty("message").GetString().ShouldStartWith(message);
    }

    [Fact]
    public async Task Without_a_bucket_the_answer_names_the_variable_and_what_can_be_sent_instead()
    {
        using var caller = new Caller(fixture.Model) { Read = null };

        var (status, body) = await caller.PostAsync("""{"bucket":"images","key":"uploads/a.jpg"}""");

        status.ShouldBe(400);
        body.GetProperty("detail").GetString().ShouldBe(
            "No objects are read here, because BUCKET is not set. Set it, or send JSON with url, or image in base64; over HTTP also the bytes themselves as image/*.");
    }

    [Theory]
    [InlineData("hostile/truncated.jpg", "CORRUPT_IMAGE")]
    [InlineData("hostile/text.jpg", "UNSUPPORTED_FORMAT")]
    [InlineData("hostile/claims-20000x20000.jpg", "IMAGE_TOO_LARGE")]
    public async Task A_broken_picture_is_422_with_its_code(string sample, string code)
    {
        var (status, body) = await _caller.PostAsync("image/jpeg", Convert.ToBase64String(Caller.Sample(sample)), isBase64Encoded: true);

        (status, body.GetProperty("code").GetString()).ShouldBe((422, code));
    }

    [Fact]
    public async Task A_picture_that_is_too_long_is_413()
    {
        var (status, body) = await _caller.PostAsync("image/jpeg", Convert.ToBase64String(new byte[Caller.MaxBytes + 1]), isBase64Encoded: true);

        (status, body.GetProperty("code").GetString()).ShouldBe((413, "OBJECT_TOO_LARGE"));
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", "{\"url\": 1}")]
    [InlineData("application/json", "{\"url\": ")]
    [InlineData("application/json", "{\"key\": \"uploads/a.jpg\"}")]
    [InlineData("application/json", "{\"url\": \"https://example.com/\", \"image\": \"\"}")]
    [InlineData("application/json", "{\"image\": \"not base64!\"}")]
    [InlineData("text/plain", "hello")]
    [InlineData("multipart/form-data", "hello")]
    public async Task A_request_that_names_no_picture_is_400(string contentType, string body)
    {
        var (status, problem) = await _caller.PostAsync(contentType, body, isBase64Encoded: false);

        (status, problem.GetProperty("code").GetString()).ShouldBe((400, "INVALID_REQUEST"));
    }

    [Theory]
    [InlineData("{\"url\": \"https://example.com/\", \"topK\": 3}", "topK")]
    [InlineData("{\"url\": 1}", "url")]
    public async Task A_field_without_effect_is_named(string body, string field)
    {
        var (status, problem) = await _caller.PostAsync(body);
        var direct = await _caller.InvokeAsync(body);

        status.ShouldBe(400);
        problem.GetProperty("detail").GetString()!.ShouldStartWith($"The field {field} is unknown or of another type. Send JSON with url,");
        direct.GetProperty("error").GetProperty("message").GetString().ShouldBe(problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("model", 400)]
    [InlineData("X-Amz-Signature", 200)]
    public async Task A_parameter_without_effect_is_refused_but_for_a_signature(string name, int expected)
    {
        var request = JsonNode.Parse(Caller.Event("http-classify-image"))!;
        request["queryStringParameters"] = new JsonObject { [name] = "x" };

        var answer = await _caller.InvokeAsync(request.ToJsonString());

        answer.GetProperty("statusCode").GetInt32().ShouldBe(expected, answer.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    public async Task What_curl_sends_unasked_is_answered_with_what_to_add(string contentType)
    {
        var (_, problem) = await _caller.PostAsync(contentType, Convert.ToBase64String([0xFF, 0xD8]), isBase64Encoded: true);

        problem.GetProperty("detail").GetString()!.ShouldContain("--data-binary @photo.jpg -H 'content-type: image/jpeg'");
    }

    [Theory]
    [InlineData("hat/hat-1.jpg", "\r\n\0", true)]
    [InlineData("hostile/transparent.png", "\r\n", true)]
    [InlineData("hostile/truncated.jpg", "", false)]
    public async Task An_image_that_curl_has_taken_for_text_is_answered_with_how_to_send_it(string sample, string lost, bool says)
    {
        var sent = Array.FindAll(Caller.Sample(sample), each => !lost.Contains((char)each, StringComparison.Ordinal));

        var (status, problem) = await _caller.PostAsync("image/jpeg", Convert.ToBase64String(sent), isBase64Encoded: true);

        status.ShouldBe(422);
        problem.GetProperty("detail").GetString()!.Contains("--data-binary", StringComparison.Ordinal).ShouldBe(says);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"https://example.com/a.jpg\"")]
    [InlineData("{\"image\": 1}")]
    public async Task An_invocation_that_names_no_picture_is_an_error_in_the_answer(string payload)
    {
        var answer = await _caller.InvokeAsync(payload);

        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe("INVALID_REQUEST");
    }

    [Fact]
    public async Task JSON_that_is_base64_encoded_is_read_too()
    {
        var json = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Caller.Event("classify-image")));

        var (status, _) = await _caller.PostAsync("application/json; charset=utf-8", json, isBase64Encoded: true);

        status.ShouldBe(200);
    }

    [Theory]
    [InlineData("InvalidObjectState", HttpStatusCode.Forbidden, "", 422, "OBJECT_ARCHIVED")]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, "not authorized to perform: kms:Decrypt on arn:1", 422, "OBJECT_UNREADABLE")]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, "Access Denied", 500, null)]
    public async Task An_object_that_cannot_be_read_is_422_and_a_right_that_we_lack_500(
        string s3Code, HttpStatusCode s3Status, string message, int expected, string? code)
    {
        _caller.S3.Faults["uploads/trip/photo.jpg"] = FakeS3.Error(s3Code, s3Status, message);

        var (status, body) = await _caller.PostAsync(Caller.Event("classify-object"));

        status.ShouldBe(expected);
        (body.TryGetProperty("code", out var found) ? found.GetString() : null).ShouldBe(code);
        body.GetRawText().ShouldNotContain("arn:1");
    }

    [Fact]
    public async Task A_fault_of_S3_is_a_problem_with_500_over_HTTP_and_thrown_directly()
    {
        _caller.S3.Faults["uploads/trip/photo.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        var (status, body) = await _caller.PostAsync(Caller.Event("classify-object"));
        var invoke = () => _caller.InvokeAsync(Caller.Event("classify-object"));

        status.ShouldBe(500);
        body.GetRawText().ShouldNotContain("SlowDown");
        await invoke.ShouldThrowAsync<AmazonS3Exception>();
    }

    [Fact]
    public async Task Every_answer_that_is_described_is_given()
    {
        _caller.S3.Faults["uploads/trip/photo.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        var (classified, _) = await _caller.PostAsync(Caller.Event("classify-image"));
        var (invalid, _) = await _caller.PostAsync("{}");
        var (tooLong, _) = await _caller.PostAsync("image/jpeg", Convert.ToBase64String(new byte[Caller.MaxBytes + 1]), isBase64Encoded: true);
        var (broken, _) = await _caller.PostAsync("image/jpeg", Convert.ToBase64String(Caller.Sample("hostile/text.jpg")), isBase64Encoded: true);
        var (failed, _) = await _caller.PostAsync(Caller.Event("classify-object"));

        int[] given = [classified, invalid, tooLong, broken, failed];
        given.ShouldBe(Caller.Description.Answers.Where(answer => answer.Operation == "POST /classify").Select(answer => answer.Status));
    }

    public void Dispose() => _caller.Dispose();

    private void ShouldBeClassified(JsonElement answer)
    {
        var scores = answer.GetProperty("scores").EnumerateObject().ToDictionary(score => score.Name, score => score.Value.GetDouble());

        scores.Keys.ShouldBe(fixture.Model.Labels, ignoreOrder: true);
        scores.Values.Sum().ShouldBe(1, 1e-6);
        scores.Values.ShouldBe(scores.Values.OrderDescending());
        answer.GetProperty("label").GetString().ShouldBe(scores.Keys.First());
        answer.GetProperty("confidence").GetDouble().ShouldBe(scores.Values.First());
        answer.GetProperty("model").GetProperty("manifestHash").GetString().ShouldBe(fixture.Model.Identity.ManifestHash);
        answer.GetProperty("image").GetProperty("width").GetInt32().ShouldBeGreaterThan(0);
        answer.GetProperty("times").GetProperty("infer").GetDouble().ShouldBeGreaterThan(0);
    }
}
