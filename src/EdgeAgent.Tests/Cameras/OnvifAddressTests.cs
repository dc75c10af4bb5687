using EdgeAgent.Cameras;

namespace EdgeAgent.Tests.Cameras;

public sealed class OnvifAddressTests
{
    [TestCase("4")]
    [TestCase("8000")]
    public void Problem_ANumberAlone_IsNoAddress(string text) => Assert.That(OnvifAddress.Problem(text), Does.StartWith("is not an address"));
}
