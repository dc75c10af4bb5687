using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Support;

/// <summary>A wire that a test can cut without either side saying goodbye, and on which what is sent to the server can get stuck.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> ends = [];
    private readonly ConcurrentQueue<TcpClient> nearEnds = new();
    private readonly int target;
    private readonly long most;
    private readonly TaskCompletionSource stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long passing;
    private Task accepting = Task.CompletedTask;
    private volatile bool isStranded;

    private TcpProxy(int target, long most, long passing)
    {
        this.target = target;
        this.most = most;
        this.passing = passing;
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>As <see cref="BrokerOptions.Address"/> wants it.</summary>
    public string Address => $"mqtt://127.0.0.1:{Port}";

    /// <param name="target">Port of the real server.</param>
    /// <param name="most">Each connection ends after so many bytes from there.</param>
    /// <param name="passing">What is sent there gets stuck after so many bytes, until <see cref="Release"/>.</param>
    public static TcpProxy Start(int target, long most = long.MaxValue, long passing = long.MaxValue)
    {
        var proxy = new TcpProxy(target, most, passing);
        proxy.listener.Start();
        proxy.accepting = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>Done when something is stuck.</summary>
    public Task Stuck => stuck.Task;

    public void Release() => released.TrySetResult();

    /// <summary>Breaks everything that runs through and lets nothing through any more.</summary>
    public async Task CutAsync()
    {
        listener.Stop();
        Release();
        await accepting;
        foreach (var end in ends)
        {
            end.Dispose();
        }
    }

    /// <summary>As when the box has got another address: it loses all that runs through, and the server hears nothing of it. New connections run.</summary>
    public void Strand()
    {
        isStranded = true;
        while (nearEnds.TryDequeue(out var end))
        {
            end.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task PumpAsync(TcpClient from, TcpClient to, long most, bool isThere)
    {
        var part = new byte[8192];
        try
        {
            int read;
            while (most > 0 && (read = await from.GetStream().ReadAsync(part)) > 0)
            {
                if (isThere && Interlocked.Add(ref passing, -read) < 0)
                {
                    stuck.TrySetResult();
                    await released.Task;
                }

                await to.GetStream().WriteAsync(part.AsMemory(0, read));
                most -= read;
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone; the other is ended with it.
        }

        if (!isStranded)
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, target);
                ends.AddRange([near, far]);
                nearEnds.Enqueue(near);
                _ = PumpAsync(near, far, long.MaxValue, isThere: true);
                _ = PumpAsync(far, near, most, isThere: false);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
