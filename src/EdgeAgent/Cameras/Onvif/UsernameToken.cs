using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>A login as header of an envelope, after OASIS "Web Services Security UsernameToken Profile 1.0", password as digest.</summary>
internal static class UsernameToken
{
    private const int NonceBytes = 16;

    /// <param name="created">By the camera's clock: it refuses what looks old or not yet made.</param>
    public static XElement Create(CameraLogin login, DateTimeOffset created) => Create(login, created, RandomNumberGenerator.GetBytes(NonceBytes));

    internal static XElement Create(CameraLogin login, DateTimeOffset created, byte[] nonce)
    {
        var moment = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        // The profile asks for SHA-1; the nonce keeps it from being looked up in a table.
        var digest = SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(moment), .. Encoding.UTF8.GetBytes(login.Password)]);
        var security = OnvifNames.Security;
        return new XElement(
            security + "Security",
            new XAttribute(OnvifNames.Soap + "mustUnderstand", "1"),
            new XElement(
                security + "UsernameToken",
                new XElement(security + "Username", login.User),
                new XElement(security + "Password", new XAttribute("Type", OnvifNames.PasswordDigest), Convert.ToBase64String(digest)),
                new XElement(security + "Nonce", new XAttribute("EncodingType", OnvifNames.Base64), Convert.ToBase64String(nonce)),
                new XElement(OnvifNames.SecurityUtility + "Created", moment)));
    }
}
