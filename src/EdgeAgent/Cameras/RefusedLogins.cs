using System.Security.Cryptography;
using System.Text;
using EdgeAgent.Storage;
using LiteDB;

namespace EdgeAgent.Cameras;

/// <summary>
/// Keeps over restarts until when a refused login is not shown. A row tells neither host nor user nor password: its key is
/// made of them by PBKDF2, so slowly that passwords cannot be guessed by it.
/// </summary>
public sealed class RefusedLogins
{
    // As OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256.
    private const int Rounds = 600_000;

    private readonly AgentDatabase database;
    private readonly TimeProvider time;

    /// <summary>Lets go what has run out, and what never would because the clock was put back.</summary>
    public RefusedLogins(AgentDatabase database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        var now = time.GetUtcNow().UtcDateTime;
        var latest = now + LoginRecord.LongestHold;
        Write(() => Rows.DeleteMany(row => row.Until < now || row.Until > latest));
    }

    private ILiteCollection<Row> Rows => database.Collection<Row>("refusals");

    /// <returns>How long the login is not shown yet; null when it may be.</returns>
    internal TimeSpan? Remaining(string host, CameraLogin login)
    {
        try
        {
            var rows = Rows;
            return rows.Count() > 0 && rows.FindById(Key(host, login)) is { } row ? row.Until - time.GetUtcNow().UtcDateTime : null;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            return null;
        }
    }

    internal void Put(string host, CameraLogin login, TimeSpan wait) =>
        Write(() => Rows.Upsert(new Row { Id = Key(host, login), Until = (time.GetUtcNow() + wait).UtcDateTime }));

    /// <summary>Whoever stops the agent in order wants the next start to try at once: the account may have been put right at the camera.</summary>
    public void Clear() => Write(() => Rows.DeleteAll());

    internal void Remove(string host, CameraLogin login) => Write(() => Rows.Delete(Key(host, login)));

    // What the disk does not take is forgotten at the next restart, and costs one attempt more then.
    private void Write(Action write)
    {
        try
        {
            database.InTransactionOnReserve(write);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
        }
    }

    private static string Key(string host, CameraLogin login) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(login.Password, Encoding.UTF8.GetBytes($"{host}\n{login.User}"), Rounds, HashAlgorithmName.SHA256, 32));

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public DateTime Until { get; set; }
    }
}

/// <summary>The refusal of one login at one host, as it is kept.</summary>
internal sealed class KeptRefusal(RefusedLogins rows, string host, CameraLogin login)
{
    private bool isKept;

    public TimeSpan? Remaining()
    {
        var remaining = rows.Remaining(host, login);
        isKept = remaining is not null;
        return remaining;
    }

    public void Keep(TimeSpan wait)
    {
        isKept = true;
        rows.Put(host, login, wait);
    }

    public void Forget()
    {
        if (isKept)
        {
            isKept = false;
            rows.Remove(host, login);
        }
    }
}
