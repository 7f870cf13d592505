using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Inference.Classification;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Http;

/// <summary>
/// One picture in, its prediction out; nothing is kept. Called through the HTTP API (POST /classify), which it answers
/// with problem documents, or directly, which it answers with {"error"} for faults of the caller; internal faults are thrown.
/// </summary>
internal sealed class ClassifyFunction(
    ImageSource images, ImageClassifier model, SemaphoreSlim? turns, ClassifierMetrics metrics, TimeProvider time, ILogger<ClassifyFunction> logger)
{
    /// <param name="options">What is allowed.</param>
    /// <param name="resolveAsync">A host name's addresses.</param>
    /// <param name="s3">Made when a request names an object.</param>
    /// <param name="model">Answers.</param>
    /// <param name="logs">Of the process.</param>
    /// <param name="meter">Of the process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="turns">As many as may be decoded at a time; null where the caller has one request at a time, as Lambda has.</param>
    public static ClassifyFunction Compose(
        ClassifyOptions options,
        Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync,
        Lazy<IAmazonS3> s3,
        ImageClassifier model,
        ILoggerFactory logs,
        Meter meter,
        TimeProvider time,
        SemaphoreSlim? turns = null)
    {
        var urls = new UrlFetcher(new UrlRules(options.AllowHttpUrls, options.AllowLoopbackUrls), options.MaxObjectBytes, resolveAsync, time);
        var images = new ImageSource(urls, new(() => new(s3.Value, options.MaxObjectBytes)), options.Bucket, options.MaxObjectBytes);
        return new ClassifyFunction(images, model, turns, new ClassifierMetrics(meter), time, logs.CreateLogger<ClassifyFunction>());
    }

    public async Task<JsonElement> HandleAsync(JsonElement input, CancellationToken cancellationToken)
    {
        if (input.ValueKind == JsonValueKind.Object && input.TryGetProperty("requestContext", out _))
        {
            var answer = await AnswerAsync(input.Deserialize(ClassifyJson.Default.APIGatewayHttpApiV2ProxyRequest)!, cancellationToken);
            return JsonSerializer.SerializeToElement(answer, ClassifyJson.Default.APIGatewayHttpApiV2ProxyResponse);
        }

        return await ClassifyAsync(() => input.Deserialize(ClassifyJson.Default.ClassifyRequest), cancellationToken) switch
        {
            Outcome<ClassifyResponse>.Ok(var response) => JsonSerializer.SerializeToElement(response, ClassifyJson.Default.ClassifyResponse),
            Outcome<ClassifyResponse>.Refused(var error) => JsonSerializer.SerializeToElement(new ErrorResponse(error), ClassifyJson.Default.ErrorResponse),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The HTTP response. Throws for internal faults, and if the token is cancelled.</summary>
    /// <param name="read">Parses the body; throws <see cref="JsonException"/>, <see cref="FormatException"/> or <see cref="InvalidDataException"/>.</param>
    /// <param name="cancellationToken">Ends the fetching, or the waiting for a turn.</param>
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(Func<ClassifyRequest?> read, CancellationToken cancellationToken) =>
        await ClassifyAsync(read, cancellationToken) switch
        {
            Outcome<ClassifyResponse>.Ok(var response) => Answer.Ok(response, ClassifyJson.Default.ClassifyResponse),
            Outcome<ClassifyResponse>.Refused(var (code, message)) => code switch
            {
                RequestErrors.InvalidRequest or RequestErrors.UrlRefusedCode => Answer.BadRequest(message, code),
                ErrorCode.ObjectTooLarge => Answer.ContentTooLarge(message, code),
                _ => Answer.Unprocessable(message, code),
            },
            _ => throw new UnreachableException(),
        };

    private async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(() => HttpBody.Read(request), cancellationToken);
        }
        catch (Exception exception)
        {
            // An exception that escapes here would become API Gateway's bare 500; callers get a problem document for every error.
            logger.NotAnswered(exception);
            return Answer.ServerError();
        }
    }

    private async Task<Outcome<ClassifyResponse>> ClassifyAsync(Func<ClassifyRequest?> read, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(read, cancellationToken);
        switch (result)
        {
            case Outcome<ClassifyResponse>.Ok(var response):
                metrics.Classified(response.Model, response.Times);
                logger.Answered("CLASSIFIED");
                break;
            case Outcome<ClassifyResponse>.Refused(var error):
                metrics.Failed(error.Code);
                logger.Answered(error.Code);
                break;
        }

        return result;
    }

    private async Task<Outcome<ClassifyResponse>> ResultAsync(Func<ClassifyRequest?> read, CancellationToken cancellationToken)
    {
        ClassifyRequest? request;
        try
        {
            request = read();
        }
        catch (InvalidDataException exception)
        {
            return RequestErrors.Invalid(exception.Message);
        }
        catch (JsonException exception) when (exception.Path is ['$', '.', .. var field])
        {
            return RequestErrors.Invalid($"The field {field} is unknown or of another type.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return RequestErrors.Invalid("The request cannot be read.");
        }

        var started = time.GetTimestamp();
        var fetched = await images.ReadAsync(request, cancellationToken);
        var fetchTime = time.GetElapsedTime(started);
        return fetched switch
        {
            Outcome<byte[]>.Ok(var bytes) => await InTurnAsync(bytes, fetchTime, cancellationToken) switch
            {
                Outcome<ClassifyResponse>.Refused(var error) when request?.Image is not null && HttpBody.LacksLineEnds(bytes) =>
                    error with { Message = $"{error.Message} It contains no line ends: with curl, send it by --data-binary instead of -d, which drops them." },
                var result => result,
            },
            Outcome<byte[]>.Refused(var error) => error,
            _ => throw new UnreachableException(),
        };
    }

    private async Task<Outcome<ClassifyResponse>> InTurnAsync(byte[] bytes, TimeSpan fetchTime, CancellationToken cancellationToken)
    {
        if (turns is null)
        {
            return Classify(bytes, fetchTime);
        }

        await turns.WaitAsync(cancellationToken);
        try
        {
            return Classify(bytes, fetchTime);
        }
        finally
        {
            turns.Release();
        }
    }

    private Outcome<ClassifyResponse> Classify(byte[] bytes, TimeSpan fetchTime) => model.Classify(bytes) switch
    {
        Outcome<ClassifiedImage>.Ok(var classified) => new ClassifyResponse(
            classified.Labels[0].Label,
            classified.Labels[0].Confidence,
            model.Rank(classified.Confidences, model.Labels.Count).ToDictionary(score => score.Label, score => score.Confidence),
            model.Identity,
            new ImageSize(classified.Width, classified.Height, bytes.Length),
            classified.Times.After(fetchTime)),
        Outcome<ClassifiedImage>.Refused(var error) => error,
        _ => throw new UnreachableException(),
    };
}
