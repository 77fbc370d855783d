using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// The causes for which a fetch fails, by the class names of Python's requests library, and which of them .NET's errors mean.
/// </summary>
public static class FetchCause
{
    public const string ChunkedEncodingError = "ChunkedEncodingError";
    public const string ConnectionError = "ConnectionError";
    public const string ConnectTimeout = "ConnectTimeout";
    public const string ContentDecodingError = "ContentDecodingError";
    public const string InvalidSchema = "InvalidSchema";
    public const string InvalidUrl = "InvalidURL";
    public const string MissingSchema = "MissingSchema";
    public const string ProxyError = "ProxyError";
    public const string ReadTimeout = "ReadTimeout";
    public const string SslError = "SSLError";
    public const string TooManyRedirects = "TooManyRedirects";

    /// <summary>Python's name for a failure to write on our side.</summary>
    public const string OsError = "OSError";

    /// <summary>Python's name for a value that cannot be read, such as an end-date that is not a date.</summary>
    public const string ValueError = "ValueError";

    /// <summary>Ours: the reference stops the whole run at a plugin that it does not know.</summary>
    public const string UnknownPlugin = "UnknownPlugin";

    /// <summary>What went wrong before the response's headers had arrived.</summary>
    public static string OfRequest(Exception error)
    {
        if (Find<AuthenticationException>(error) is not null)
        {
            return SslError;
        }

        if (Find<ReadTimeoutException>(error) is not null)
        {
            return ReadTimeout;
        }

        return error switch
        {
            OperationCanceledException { InnerException: TimeoutException } => ConnectTimeout,
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => SslError,
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => ProxyError,
            _ when Find<SocketException>(error) is { SocketErrorCode: SocketError.TimedOut } => ConnectTimeout,
            _ => ConnectionError,
        };
    }

    /// <summary>
    /// What went wrong while the body was read. Here requests calls silence a <c>ConnectionError</c>, and a transfer that breaks off
    /// a <c>ChunkedEncodingError</c>, chunked or not.
    /// </summary>
    public static string OfBody(Exception error) => error switch
    {
        InvalidDataException => ContentDecodingError,
        _ when Find<AuthenticationException>(error) is not null => SslError,
        _ when Find<ReadTimeoutException>(error) is not null => ConnectionError,
        _ => ChunkedEncodingError,
    };

    /// <summary>Whether another try may help: nobody answered, or the server says that the trouble is its own.</summary>
    public static bool IsTransient(Exception error) =>
        Find<SocketException>(error) is { SocketErrorCode: not (SocketError.HostNotFound or SocketError.NoData or SocketError.TimedOut) }
        || error is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded };

    /// <inheritdoc cref="IsTransient(Exception)"/>
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        return error as T;
    }
}

/// <summary>A server that accepted a connection has sent nothing for longer than we wait.</summary>
public sealed class ReadTimeoutException(TimeSpan waited) : IOException($"The server sent nothing for {waited.TotalSeconds:0.###} seconds.");
