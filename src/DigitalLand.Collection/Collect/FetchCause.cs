using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using DigitalLand.Collection.Collect.Addresses;

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

    /// <summary>Ours: the URL, or a redirect, leads to an address that is not public, or to a file, and the operator has not allowed it.</summary>
    public const string AddressNotAllowed = "AddressNotAllowed";

    /// <summary>Ours: the content is larger than we keep.</summary>
    public const string ContentTooLarge = "ContentTooLarge";

    /// <summary>Ours: a little transferred became far too much content.</summary>
    public const string DecompressionBomb = "DecompressionBomb";

    /// <summary>Ours: the body came, but too slowly.</summary>
    public const string TooSlow = "TooSlow";

    /// <summary>Ours: the whole fetch took too long.</summary>
    public const string TotalTimeExceeded = "TotalTimeExceeded";

    /// <summary>What went wrong before the response's headers had arrived.</summary>
    public static string OfRequest(Exception error)
    {
        if (Find<AuthenticationException>(error) is not null)
        {
            return SslError;
        }

        return error switch
        {
            _ when Find<AddressNotAllowedException>(error) is not null => AddressNotAllowed,
            _ when Find<ReadTimeoutException>(error) is not null => ReadTimeout,
            _ when Find<ConnectTimeoutException>(error) is not null => ConnectTimeout,
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
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

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
