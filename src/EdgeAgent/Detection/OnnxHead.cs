using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>A head that is a model of its own. Its callers take turns.</summary>
public sealed class OnnxHead : Head, IDisposable
{
    private readonly HeadForm form;
    private readonly PictureModel model;
    private readonly string output;
    private readonly int side;

    private OnnxHead(ModelManifest manifest, HeadForm form, PictureModel model)
    {
        this.form = form;
        this.model = model;
        output = manifest.Outputs[0];
        side = manifest.Input.Shape[2];
        Name = manifest.Name;
    }

    /// <summary>Name of its manifest, e.g. <c>mask</c>.</summary>
    public override string Name { get; }

    public override JudgedPart Judges => form.Judges;

    public override bool IsSuspecting => form.Suspected;

    /// <param name="name">Name of the head's manifest, without .json.</param>
    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or is no head.</exception>
    public static OnnxHead Open(ModelFolder folder, string name)
    {
        var manifest = folder.Manifest(name);
        if (manifest.Head is not { } form || manifest.Input.Shape is not [1, 3, var height, var width] || height != width || manifest.Outputs.Count != 1)
        {
            throw new ModelUnusableException($"{name}: is no head: its manifest needs kind head, an input of 1 x 3 x side x side and one output");
        }

        return new OnnxHead(manifest, form, PictureModel.Open(folder, manifest, session =>
        {
            if (session.OutputShape(manifest.Outputs[0]) is not [1, var classes] || classes != form.Classes.Count)
            {
                throw new InvalidDataException($"output {manifest.Outputs[0]} is not 1 x {form.Classes.Count}");
            }
        }));
    }

    public override HeadAnswer Judge(Mat crop)
    {
        using var fitted = Crop.Fit(crop, side);
        var fault = crop.Width / Crop.Growth < form.SmallestPixels ? CropFault.TooSmall
            : form.LeastSharpness > 0 && Crop.Sharpness(fitted) < form.LeastSharpness ? CropFault.TooBlurred
            : (CropFault?)null;
        return model.Run(fitted, (session, _) => HeadAnswer.Of(form, session.Output(output), fault));
    }

    /// <summary>Waits for the inference that runs.</summary>
    public void Dispose() => model.Dispose();
}
