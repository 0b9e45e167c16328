using System.Net;
using System.Net.Sockets;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Timeline.Viewing;

/// <summary>Serves a timeline and the page that shows it, to this machine only. Nothing is loaded from anywhere else.</summary>
internal sealed class TimelineServer : IDisposable
{
    private const string Page = "html/timeline.html";
    private readonly HttpListener _listener = new();
    private readonly string _path;

    /// <param name="path">The timeline, plain or gzip.</param>
    /// <param name="port">Of the loopback interface; 0: any that is free.</param>
    /// <exception cref="InputException">The file is not there, or the port is taken.</exception>
    public TimelineServer(string path, int port)
    {
        _path = File.Exists(path) ? path : throw new InputException($"{path}: there is no such file; actorsim run ... --timeline FILE makes one");
        Port = port == 0 ? FreePort() : port;
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException e)
        {
            throw new InputException($"--port {Port}: cannot be opened: {e.Message}; choose another", e);
        }
    }

    public int Port { get; }

    /// <summary>Answers until <paramref name="stop"/> is cancelled.</summary>
    public void Run(CancellationToken stop)
    {
        using var registration = stop.Register(_listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = _listener.GetContext();
            }
            catch (Exception e) when (stop.IsCancellationRequested && e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Answer(context);
        }
    }

    public void Dispose() => _listener.Close();

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        try
        {
            switch (context.Request.Url?.AbsolutePath)
            {
                case "/":
                    response.ContentType = "text/html; charset=utf-8";
                    using (var page = typeof(TimelineServer).Assembly.GetManifestResourceStream(Page)!) Send(response, page);
                    break;
                case "/timeline":
                    response.ContentType = "application/json";
                    using (var file = File.OpenRead(_path)) SendTimeline(response, file);
                    break;
                default:
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                    break;
            }
        }
        catch (HttpListenerException)
        {
            // The reader has gone; the next one is served.
            response.Abort();
        }
    }

    private static void SendTimeline(HttpListenerResponse response, FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start is [0x1f, 0x8b])
        {
            response.AddHeader("Content-Encoding", "gzip");
        }

        file.Position = 0;
        Send(response, file);
    }

    private static void Send(HttpListenerResponse response, Stream content)
    {
        response.ContentLength64 = content.Length;
        content.CopyTo(response.OutputStream);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
