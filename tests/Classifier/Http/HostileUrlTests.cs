using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageClassification.Classifier.Tests.Http;

/// <summary>Ways to make a server fetch what only it can reach, all through the handler, with http allowed.</summary>
public sealed class HostileUrlTests : IClassFixture<ClassifierFixture>, IDisposable
{
    private readonly Caller _caller;

    public HostileUrlTests(ClassifierFixture fixture)
    {
        _caller = new Caller(fixture.Model) { AllowHttp = true };
        _caller.Names["localhost"] = ["127.0.0.1", "::1"];
        _caller.Names["intranet"] = ["10.0.0.1"];
        _caller.Names["metadata.google.internal"] = ["169.254.169.254"];
        _caller.Names["169.254.169.254.nip.example"] = ["169.254.169.254"];
        _caller.Names["half.example"] = ["93.184.215.14", "10.0.0.1"];
        _caller.Names["mapped.example"] = ["::ffff:10.0.0.1"];
        _caller.Names["nat64.example"] = ["64:ff9b::a00:1"];
        _caller.Names["6to4.example"] = ["2002:a00:1::1"];
    }

    public static TheoryData<string> Loopback =>
    [
        "https://127.0.0.1/", "http://127.0.0.1/", "https://127.0.0.1:443/", "https://127.1/", "https://127.0.1/", "https://127.255.255.254/",
        "https://127.000.000.001/", "https://2130706433/", "https://0x7f000001/", "https://0x7F.0.0.1/", "https://0x7f.1/", "https://0177.0.0.1/",
        "https://0177.1/", "https://017700000001/", "https://0177.0x0.0.1/", "https://127.0.0.1./", "https://0/", "https://0.0.0.0/", "https://0x0/",
        "https://localhost/", "https://LocalHost/", "https://localhost./", "https://%6c%6f%63%61%6c%68%6f%73%74/", "https://%31%32%37.0.0.1/",
        "https://①②⑦.⓪.⓪.①/", "https://１２７.０.０.１/", "https://127。0。0。1/", "https://ⓛocalhost/", "https://[::1]/", "https://[0:0:0:0:0:0:0:1]/",
        "https://[0000::0001]/", "https://[::]/", "https://[::127.0.0.1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:ffff:127.0.0.1]/", "https://[::ffff:0:127.0.0.1]/", "https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b:1::7f00:1]/",
        "https://[2002:7f00:1::]/", "https://[2001:0:7f00:1::]/",
    ];

    public static TheoryData<string> InnerNetworks =>
    [
        "http://169.254.169.254/latest/meta-data/", "https://2852039166/",
        "https://0xa9fea9fe/", "https://0xa9.0xfe.0xa9.0xfe/", "https://0251.0376.0251.0376/",
        "https://169.254.43518/", "https://169.16689662/", "https://[::ffff:169.254.169.254]/", "https://[::ffff:a9fe:a9fe]/", "https://[64:ff9b::a9fe:a9fe]/",
        "https://[2002:a9fe:a9fe::]/", "https://[fd00:ec2::254]/", "http://169.254.170.2/v2/credentials", "https://metadata.google.internal/",
        "https://METADATA.google.internal./", "https://169.254.169.254.nip.example/", "https://intranet/", "https://half.example/", "https://mapped.example/",
        "https://nat64.example/", "https://6to4.example/", "https://10.0.0.1/",
        "https://012.0.0.1/", "https://10.1/", "https://172.16.0.1/", "https://172.31.255.255/",
        "https://192.168.0.1/", "https://192.168.257/", "https://3232235521/",
        "https://100.64.0.1/", "https://192.0.0.192/", "https://198.18.0.1/", "https://192.0.2.1/",
        "https://224.0.0.1/", "https://239.255.255.250/", "https://240.0.0.1/", "https://255.255.255.255/", "https://[fc00::1]/", "https://[fd12:3456::1]/",
        "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fec0::1]/",
        "https://[ff02::1]/", "https://[2001:db8::1]/", "https://[100::1]/", "https://[3fff::1]/",
    ];

    public static TheoryData<string> Disguises =>
    [
        "https://user@example.com/", "https://user:password@example.com/", "https://example.com@127.0.0.1/", "https://127.0.0.1@example.com/",
        "https://example.com:80@127.0.0.1/", "https://127.0.0.1#@example.com/", "https://127.0.0.1?@example.com/", "https://127.0.0.1\\@example.com/",
        "https:\\\\127.0.0.1\\", "https:/127.0.0.1/", "https:127.0.0.1", " https://127.0.0.1/",
        "https://127.0.0.1\t/", "https://\t127.0.0.1/", "https://127.0.0.1\r\nHost: example.com/",
        "https://example.com%40127.0.0.1/", "https://example.com:22/", "https://example.com:8443/", "http://example.com:443/", "http://example.com:6379/",
        "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "ftp://example.com/a.jpg",
        "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/",
        "ws://127.0.0.1/", "data:image/png;base64,AAAA", "javascript:alert(1)", "jar:http://127.0.0.1!/a",
        "//169.254.169.254/", "/etc/passwd", "127.0.0.1", "", "https://", "https:///", "https://./",
    ];

    [Theory]
    [MemberData(nameof(Loopback))]
    [MemberData(nameof(InnerNetworks))]
    [MemberData(nameof(Disguises))]
    public async Task A_hostile_URL_is_refused(string url)
    {
        var (status, body) = await _caller.PostAsync(new JsonObject { ["url"] = url }.ToJsonString());

        (status, body.GetProperty("code").GetString()).ShouldBe((400, "URL_REFUSED"), body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_sample_event_asks_for_the_machines_credentials_and_is_refused()
    {
        var answer = await _caller.InvokeAsync(Caller.Event("http-classify-url"));

        answer.GetProperty("statusCode").GetInt32().ShouldBe(400);
        answer.GetProperty("headers").GetProperty("content-type").GetString().ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(answer.GetProperty("body").GetString()!).RootElement;
        problem.GetProperty("detail").GetString()!.ShouldNotContain("169.254");
    }

    public void Dispose() => _caller.Dispose();
}
