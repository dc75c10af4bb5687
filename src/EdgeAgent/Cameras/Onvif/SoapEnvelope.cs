using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Writes and reads SOAP 1.2 envelopes. What is read is hostile: no document type, no entities, nothing fetched, at most
/// 64 levels deep.
/// </summary>
internal static class SoapEnvelope
{
    private const int DeepestLevel = 64;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = CameraHttp.MostSoapBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    // Some cameras use these without declaring them.
    private static readonly string[] UsualPrefixes =
        ["s", "soap", "env", "SOAP-ENV", "s12", "tds", "trt", "tr2", "tt", "ter", "wsse", "wsu", "wsa", "wsnt", "xsi", "xsd", "xs", "xlink", "xmime"];

    /// <exception cref="OnvifException">The request holds what XML cannot carry, e.g. half a letter in the user's name.</exception>
    public static byte[] Write(XElement request, XElement? security)
    {
        var envelope = new XElement(
            OnvifNames.Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", OnvifNames.Soap),
            security is null ? null : new XElement(OnvifNames.Soap + "Header", security),
            new XElement(OnvifNames.Soap + "Body", request));
        try
        {
            using var stream = new MemoryStream();
            using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            {
                envelope.Save(writer);
            }

            return stream.ToArray();
        }
        catch (ArgumentException error)
        {
            throw new OnvifException(OnvifFailure.Refused, "the user's name or a profile's token holds a letter that no camera can read", error);
        }
    }

    /// <summary>The element in the envelope's body, or null where the answer is no envelope.</summary>
    /// <param name="charset">As the HTTP header names it.</param>
    public static XElement? Read(byte[] answer, string? charset)
    {
        var text = AnswerText.Decode(answer, charset);
        try
        {
            if (IsTooDeep(text))
            {
                return null;
            }

            using var reader = Reader(text);
            var envelope = XElement.Load(reader);
            return envelope.Name.LocalName == "Envelope" ? envelope.Child("Body")?.Elements().FirstOrDefault() : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static bool IsTooDeep(string text)
    {
        using var reader = Reader(text);
        while (reader.Read())
        {
            if (reader.Depth > DeepestLevel)
            {
                return true;
            }
        }

        return false;
    }

    private static XmlReader Reader(string text)
    {
        var prefixes = new XmlNamespaceManager(new NameTable());
        foreach (var prefix in UsualPrefixes)
        {
            prefixes.AddNamespace(prefix, "urn:undeclared:" + prefix);
        }

        return XmlReader.Create(new StringReader(text), Reading, new XmlParserContext(prefixes.NameTable, prefixes, null, XmlSpace.None));
    }
}
