using System.Net;
using System.Text;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>What an answer comes to, in the many ways cameras have of saying it.</summary>
public sealed class SoapReplyTests
{
    [TestCase(400, "<Fault><Code><Value>s:Sender</Value><Subcode><Value>ter:NotAuthorized</Value></Subcode></Code></Fault>")]
    [TestCase(200, "<Fault><Code><Value>s:Sender</Value></Code><Reason><Text>Sender not Authorized</Text></Reason></Fault>")]
    [TestCase(500, "<Fault><Code><Value>s:Receiver</Value></Code><Reason><Text>Error: ter:NotAuthorized (-1)</Text></Reason></Fault>")]
    [TestCase(500, "<Fault><Code><Value>s:Sender</Value><Subcode><Value>wsse:FailedAuthentication</Value></Subcode></Code></Fault>")]
    [TestCase(400, "<Fault><Reason><Text>The security token could not be authenticated or authorized</Text></Reason></Fault>")]
    [TestCase(500, "<Fault><faultcode>Client</faultcode><faultstring>Not Authorised</faultstring></Fault>")]
    [TestCase(500, "<Fault><faultcode>wsse:InvalidSecurity</faultcode></Fault>")]
    [TestCase(500, "<Fault><Reason>Unauthorized</Reason></Fault>")]
    [TestCase(500, "<Fault><Detail>Authentication failed</Detail></Fault>")]
    [TestCase(403, "<Fault><Reason><Text>No</Text></Reason></Fault>")]
    [TestCase(401, "<GetProfilesResponse/>")]
    public void Read_NotAuthorizedInAnySpelling_WantsALogin(int status, string body)
    {
        var reply = Read(status, $"<Envelope><Body>{body}</Body></Envelope>");

        Assert.That(reply.WantsLogin);
        Assert.That(() => reply.Take(), Throws.TypeOf<OnvifException>().With.Property("Reason").EqualTo(OnvifFailure.LoginRefused));
    }

    [TestCase(401, "")]
    [TestCase(403, "<html>Forbidden</html>")]
    [TestCase(400, "Error: Sender not authorized")]
    [TestCase(500, "<html><h1>Unauthorized</h1></html>")]
    public void Read_NotAuthorizedWithoutAnEnvelope_WantsALogin(int status, string body)
    {
        var reply = Read(status, body);

        Assert.That((reply.WantsLogin, reply.Failure?.Reason), Is.EqualTo((true, OnvifFailure.LoginRefused)));
    }

    [TestCase(400)]
    [TestCase(500)]
    public void Read_StatusAloneThatMayMeanALogin_IsTriedWithOneButNotCalledSo(int status)
    {
        var reply = Read(status, "");

        Assert.That((reply.WantsLogin, reply.Failure?.Reason), Is.EqualTo((true, OnvifFailure.NotOnvif)));
    }

    [TestCase(200, "", "nothing")]
    [TestCase(200, "<html><title>Not authorized</title></html>", "no SOAP", Description = "a page for people, 200 OK")]
    [TestCase(200, "<Envelope><Body><GetScopesResponse/></Body></Envelope>", "GetScopesResponse")]
    [TestCase(200, "<Envelope><Body><GetProfiles/></Body></Envelope>", "GetProfiles", Description = "an echo")]
    [TestCase(404, "<html>Not found</html>", "HTTP 404")]
    [TestCase(405, "", "HTTP 405")]
    public void Read_OkToAnythingOrNoOnvifAtAll_SaysWhatCame(int status, string body, string what)
    {
        var reply = Read(status, body);

        Assert.That((reply.WantsLogin, reply.Failure?.Reason), Is.EqualTo((false, OnvifFailure.NotOnvif)));
        Assert.That(reply.Failure!.Message, Does.Contain(what).And.Contain("192.168.1.64"));
    }

    [Test]
    public void Read_SentOnToAnotherAddress_NamesItWithoutItsPath()
    {
        var answer = new CameraAnswer(HttpStatusCode.Found, [], null, [], new Uri("https://a:b@192.168.1.64/login?x=1"));

        Assert.That(SoapReply.Read(answer, "GetProfiles", "192.168.1.64").Failure!.Message, Does.Contain("https://192.168.1.64;"));
    }

    [TestCase("<Fault><Code><Subcode><Value>ter:ActionNotSupported</Value></Subcode></Code><Reason><Text>Optional Action\r\nNot Implemented</Text></Reason></Fault>", "Optional Action Not Implemented")]
    [TestCase("<Fault><Code><Value>s:Receiver</Value><Subcode><Value>ter:Action</Value></Subcode></Code></Fault>", "Action")]
    [TestCase("<Fault/>", "without a reason")]
    public void Read_OtherFault_IsRefusedInTheCamerasWords(string fault, string words)
    {
        var reply = Read(400, $"<Envelope><Body>{fault}</Body></Envelope>");

        Assert.That((reply.WantsLogin, reply.Failure?.Reason), Is.EqualTo((false, OnvifFailure.Refused)));
        Assert.That(reply.Failure!.Message, Does.Contain(words));
    }

    [Test]
    public void Read_FaultThatKnowsNoProfile_IsNoSuchProfile() => Assert.That(
        Read(400, "<Envelope><Body><Fault><Code><Value>s:Sender</Value><Subcode><Value>ter:InvalidArgVal</Value><Subcode><Value>ter:NoProfile</Value></Subcode></Subcode></Code></Fault></Body></Envelope>").Failure?.Reason,
        Is.EqualTo(OnvifFailure.NoSuchProfile));

    [Test]
    public void Read_WhatWasAskedFor_IsTheContent() => Assert.That(
        Read(200, "<Envelope><Body><trt:GetProfilesResponse/></Body></Envelope>").Take().Name.LocalName, Is.EqualTo("GetProfilesResponse"));

    private static SoapReply Read(int status, string body) =>
        SoapReply.Read(new CameraAnswer((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), null, [], null), "GetProfiles", "192.168.1.64");
}
