using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>A provider's web server on loopback, with a page for each way in which providers answer.</summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string Data = "reference,name\r\n1,One\r\n";

    /// <summary>Stands still, but its timers run.</summary>
    private static readonly TimeProvider Clock = new DigitalLand.Core.PinnedClock(DateTimeOffset.UnixEpoch);

    private readonly WebApplication _server;
    private int _atOnce;

    private Provider(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    /// <summary>How often each path was asked for.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>What each path was told of who asks.</summary>
    public ConcurrentDictionary<string, string> Authorizations { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>/too-many-twice</c> says.</summary>
    public string RetryAfter { get; set; } = "0";

    /// <summary>What the pages with a date or a tag serve; blank for trouble.</summary>
    public string Version { get; set; } = "1";

    /// <summary>Where <c>/to-tagged</c> leads.</summary>
    public string RedirectsTo { get; set; } = "/tagged";

    /// <summary>What <c>/sparql</c> was asked.</summary>
    public string SparqlQuery { get; private set; } = "";

    /// <summary>How often it was said that nothing had changed.</summary>
    public int NotModified { get; private set; }

    /// <summary>The most requests that were being answered at one time.</summary>
    public int MostAtOnce { get; private set; }

    public static async Task<Provider> StartAsync(bool withSelfSignedCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (withSelfSignedCertificate)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var server = builder.Build();
        var provider = new Provider(server);
        provider.Map();
        await server.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private void Map()
    {
        _server.Use(async (context, next) =>
        {
            Requests.AddOrUpdate(context.Request.Path.Value!, 1, (_, count) => count + 1);
            Authorizations[context.Request.Path.Value!] = context.Request.Headers.Authorization.ToString();
            var atOnce = Interlocked.Increment(ref _atOnce);
            MostAtOnce = Math.Max(MostAtOnce, atOnce);
            await next();
            Interlocked.Decrement(ref _atOnce);
        });
        _server.MapGet("/data.csv", () => Results.Text(Data, "text/csv"));
        _server.MapGet("/data/{name}", (string name) => Results.Text(name, "text/csv"));
        _server.MapGet("/pause/{name}", async (string name, CancellationToken cancel) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(30), Clock, cancel);
            return Results.Text(name, "text/csv");
        });
        _server.MapGet("/page.html", () => Results.Text("<h1>Moved</h1>", "text/html"));
        _server.MapGet("/empty", () => Results.Bytes([], "text/csv"));
        _server.MapGet("/features.json", () => Results.Text("{\"timeStamp\":\"2024\", \"a\":1, }", "application/json"));
        _server.MapGet("/gzip", context => Encoded(context, "gzip", output => new GZipStream(output, CompressionMode.Compress)));
        _server.MapGet("/br", context => Encoded(context, "br", output => new BrotliStream(output, CompressionMode.Compress)));
        _server.MapGet("/zlib", context => Encoded(context, "deflate", output => new ZLibStream(output, CompressionMode.Compress)));
        _server.MapGet("/deflate", context => Encoded(context, "deflate", output => new DeflateStream(output, CompressionMode.Compress)));
        _server.MapGet("/not-gzip", context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("this was never compressed");
        });
        _server.MapGet("/redirect", () => Results.Redirect("/data.csv"));
        _server.MapGet("/redirects/{left:int}", (int left) => Results.Redirect(left > 1 ? $"/redirects/{left - 1}" : "/data.csv"));
        _server.MapGet("/to-file", () => Results.Redirect("file:///etc/hostname"));
        _server.MapGet("/sign-in", context =>
        {
            context.Response.Cookies.Append("session", "42");
            context.Response.Redirect("/signed-in");
            return Task.CompletedTask;
        });
        _server.MapGet("/signed-in", (HttpRequest request) => request.Cookies["session"] == "42" ? Results.Text(Data, "text/csv") : Results.StatusCode(401));
        _server.MapGet("/slow", async context => await Task.Delay(Timeout.InfiniteTimeSpan, Clock, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
        _server.MapGet("/stalls", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("the first part");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        _server.MapGet("/sparql", (HttpRequest request) =>
        {
            SparqlQuery = request.Query["query"].ToString();
            return Results.Text(
                """{"head":{"vars":["z_item","a_name"]},"results":{"bindings":[{"z_item":{"value":"http://www.wikidata.org/entity/Q1"},"a_name":{"value":"One, or another"}},{"z_item":{"value":"Q2"},"other":{"value":"x"}}]}}""",
                "application/sparql-results+json");
        });
        _server.MapGet("/tagged", context => Versioned(context, tag: $"\"v{Version}\""));
        _server.MapGet("/weakly-tagged", context => Versioned(context, tag: $"W/\"v{Version}\""));
        _server.MapGet("/dated", context => Versioned(context, changed: DateTimeOffset.UnixEpoch.AddYears(50)));
        _server.MapGet("/dated-now", context => Versioned(context, changed: DateTimeOffset.UnixEpoch.AddYears(200)));
        _server.MapGet("/not-modified", () => Results.StatusCode(304));
        _server.MapGet("/to-tagged", () => Results.Redirect(RedirectsTo));
        _server.MapGet("/pieces/{name}", async (string name, HttpContext context) =>
        {
            context.Response.ContentType = "text/csv";
            for (var i = 0; i < 20 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.WriteAsync(new string(name[0], 10_000) + name, CancellationToken.None);
                await context.Response.Body.FlushAsync(CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(5), Clock, CancellationToken.None);
            }
        });
        _server.MapGet("/drips", async context =>
        {
            context.Response.ContentType = "text/csv";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("x");
                await context.Response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100), Clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        _server.MapGet("/bomb", async context =>
        {
            context.Response.ContentType = "text/csv";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var bomb = new GZipStream(context.Response.Body, CompressionLevel.SmallestSize);
            await WriteZeros(bomb, megabytes: 8, context.RequestAborted);
        });
        _server.MapGet("/large", context =>
        {
            context.Response.ContentType = "text/csv";
            return WriteZeros(context.Response.Body, megabytes: 17, context.RequestAborted);
        });
        _server.MapGet("/loop", () => Results.Redirect("/loop"));
        _server.MapGet("/to-private", () => Results.Redirect("http://169.254.169.254/latest/meta-data/"));
        _server.MapGet("/to-other-host", (HttpRequest request) => Results.Redirect($"http://localhost:{request.Host.Port}/data.csv"));
        _server.MapGet("/broken/{name}", () => Results.StatusCode(500));
        _server.MapGet("/too-many-twice", (HttpResponse response) =>
        {
            response.Headers.RetryAfter = RetryAfter;
            return Requests["/too-many-twice"] < 3 ? Results.StatusCode(429) : Results.Text(Data, "text/csv");
        });
        _server.MapGet("/unavailable-twice", () => Requests["/unavailable-twice"] < 3 ? Results.StatusCode(503) : Results.Text(Data, "text/csv"));
        _server.MapGet("/unavailable", () => Results.StatusCode(503));
    }

    private Task Versioned(HttpContext context, string? tag = null, DateTimeOffset? changed = null)
    {
        var (request, response) = (context.Request.Headers, context.Response);
        response.Headers.ETag = tag;
        response.Headers.LastModified = changed?.ToString("r");
        response.Headers.CacheControl = "no-cache";
        if (Version.Length == 0)
        {
            response.StatusCode = 404;
            return Task.CompletedTask;
        }

        if ((tag is not null && request.IfNoneMatch == tag) || (changed is not null && request.IfModifiedSince == changed.Value.ToString("r")))
        {
            NotModified++;
            response.StatusCode = 304;
            return Task.CompletedTask;
        }

        response.ContentType = "text/csv";
        response.ContentLength = Data.Length + Version.Length;
        return response.WriteAsync(Data + Version);
    }

    private static async Task WriteZeros(Stream output, int megabytes, CancellationToken cancel)
    {
        var zeros = new byte[1 << 20];
        for (var i = 0; i < megabytes && !cancel.IsCancellationRequested; i++)
        {
            await output.WriteAsync(zeros, CancellationToken.None);
        }
    }

    private static async Task Encoded(HttpContext context, string encoding, Func<Stream, Stream> compress)
    {
        var output = new MemoryStream();
        await using (var compressed = compress(output))
        {
            await compressed.WriteAsync(Encoding.UTF8.GetBytes(Data));
        }

        context.Response.ContentType = "text/csv";
        context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentLength = output.ToArray().Length;
        await context.Response.Body.WriteAsync(output.ToArray());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(start, start.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
