namespace EdgeAgent.Detection;

/// <summary>Reads objects from the outputs of a detector of one form.</summary>
internal abstract class ObjectDecoder
{
    public static ObjectDecoder Of(ModelManifest manifest, DetectorForm form) => form.Output switch
    {
        DetectorOutput.NanoDet => new NanoDetDecoder(form, manifest.Input),
        DetectorOutput.Yolox => new YoloxDecoder(form, manifest.Input, manifest.Outputs[0]),
        _ => new BoxesDecoder(form, manifest.Input),
    };

    /// <summary>Whether the outputs of a run over a grey picture are what the manifest says.</summary>
    /// <exception cref="InvalidDataException">They are not; the message names the output and the key of the manifest.</exception>
    public abstract void DemandFit(OnnxSession session);

    /// <summary>Adds what the outputs of the last run show.</summary>
    public abstract void Decode(OnnxSession session, ObjectCollector found);
}
