#!/usr/bin/env bash
# The certificates of a central broker: an authority of its own, the broker, its sites, its counties, its offices.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
usage: certificates.sh [--folder FOLDER] COMMAND [ARGUMENT...]

  authority TITLE          the authority, once for each broker, valid 20 years; TITLE is for people, such as "Anxi county"
  broker HOST...           the broker's certificate, for the DNS names and IP addresses by which it is reached, 5 years
  site CITY/COUNTY/SITE    a workshop's box, 5 years
  county CITY/COUNTY       the bridge of a county's broker, made at the city's broker, 5 years
  office NAME              whoever reads everything and gives commands, 2 years
  renew NAME               a new certificate for the same key and the same name, as valid as the first; the old one stays
                           valid until its end, so that both work meanwhile
  revoke NAME              all certificates of NAME are refused from the broker's next start on
  list                     every certificate: its number, its name, until when it is valid, whether it is revoked

NAME is what stands in the certificate: quanzhou/anxi/tofu-7 for a site, quanzhou/anxi for a county, office-NAME for an
office, broker for the broker. FOLDER is ./certificates where it is not given. For each name the files lie in a folder of it,
slashes as dots: FOLDER/quanzhou.anxi.tofu-7/ with certificate.pem, key.pem and the authority's ca.pem. Nothing that is there
is overwritten. Whoever has FOLDER/authority/ca.key can let anybody in: keep it off the broker, and keep a copy.
TEXT
}

fail() {
  echo "certificates: $*" >&2
  exit 1
}

misused() {
  echo "certificates: $*; --help says how" >&2
  exit 2
}

folder=certificates
if [[ ${1-} == --folder ]]; then
  [[ $# -ge 2 ]] || misused "--folder needs a folder"
  folder=$2
  shift 2
fi
case ${1-} in
  -h | --help)
    usage
    exit 0
    ;;
  '') misused "a command is needed" ;;
esac
command=$1
shift

readonly level='[a-z0-9-]{1,32}'
authority=$folder/authority

configuration() { # what openssl ca and req need to know; on standard output
  cat <<TEXT
[ca]
default_ca = own
[own]
database = $authority/index.txt
new_certs_dir = $authority/issued
certificate = $authority/ca.pem
private_key = $authority/ca.key
default_md = sha256
default_crl_days = 7300
rand_serial = yes
unique_subject = no
policy = names
x509_extensions = ${1:-client}
[names]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
[broker]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${2:-DNS:unused}
[req]
distinguished_name = asked
prompt = no
string_mask = utf8only
utf8 = yes
[asked]
CN = ${3:-unused}
TEXT
}

quietly() { # runs a program; what it said is shown only when it fails
  local said
  said=$("$@" 2>&1) || fail "$said"
}

until_when() { # certificate file
  openssl x509 -in "$1" -noout -enddate -dateopt iso_8601 | sed 's/^notAfter=//'
}

needs_authority() {
  [[ -f $authority/ca.key ]] || fail "there is no authority in $folder yet: certificates.sh authority TITLE"
}

make_authority() {
  [[ $# -eq 1 && $1 =~ ^[^[:cntrl:]\$\#\\\"]{1,64}$ ]] ||
    misused 'authority needs one title of at most 64 characters, without $, #, quotes and backslashes'
  [[ ! -e $authority ]] || fail "$authority is there already, and all certificates depend on it: it stays as it is"
  mkdir -p "$authority/issued"
  : >"$authority/index.txt"
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$authority/ca.key"
  quietly openssl req -x509 -new -key "$authority/ca.key" -days 7300 -extensions authority \
    -config <(configuration client "" "$1") -out "$authority/ca.pem"
  make_revocations
  echo "$authority/ca.pem: authority \"$1\", valid until $(until_when "$authority/ca.pem")"
}

make_revocations() {
  quietly openssl ca -batch -gencrl -config <(configuration) -out "$authority/crl.pem"
  chmod 644 "$authority/ca.pem" "$authority/crl.pem"
}

sign() { # folder with the request, kind, days
  local where=$1 kind=$2 days=$3 alternatives=""
  if [[ -f $where/alternatives ]]; then
    alternatives=$(<"$where/alternatives")
  fi
  quietly openssl ca -batch -notext -days "$days" -in "$where/request.pem" -out "$where/new.pem" \
    -config <(configuration "$kind" "$alternatives")
  mv "$where/new.pem" "$where/certificate.pem"
}

tell() { # folder of the name
  echo "$1/certificate.pem: valid until $(until_when "$1/certificate.pem")"
}

issue() { # name, kind, days, alternative names
  needs_authority
  local name=$1 kind=$2 days=$3 where=$folder/${1//\//.} making=$folder/making
  # X.509 allows 64 characters for the name that the broker reads.
  [[ ${#name} -le 64 ]] || fail "$name has ${#name} characters; a certificate's name holds 64: choose a shorter site"
  [[ ! -e $where ]] || fail "$where is there already: renew $name, or revoke it and move the folder away"
  rm -rf "$making"
  mkdir "$making"
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$making/key.pem"
  echo "$kind $days" >"$making/kind"
  if [[ -n ${4-} ]]; then
    echo "$4" >"$making/alternatives"
  fi
  quietly openssl req -new -key "$making/key.pem" -config <(configuration client "" "$name") -out "$making/request.pem"
  cp "$authority/ca.pem" "$making/ca.pem"
  sign "$making" "$kind" "$days"
  mv "$making" "$where"
  tell "$where"
}

issue_broker() {
  [[ $# -ge 1 ]] || misused "broker needs the names by which it is reached"
  local host names=()
  for host in "$@"; do
    [[ $host =~ ^[A-Za-z0-9.:-]+$ ]] || misused "$host is neither a DNS name nor an IP address"
    if [[ $host =~ ^[0-9.]+$ || $host == *:* ]]; then
      names+=("IP:$host")
    else
      names+=("DNS:$host")
    fi
  done
  issue broker broker 1825 "$(IFS=,; echo "${names[*]}")"
}

issue_as() { # pattern, what it looks like, days, name
  [[ $# -eq 4 && $4 =~ ^$1$ ]] || misused "$command needs $2, of a-z, 0-9 and hyphen"
  issue "$4" client "$3"
}

renew() {
  [[ $# -eq 1 ]] || misused "renew needs one name"
  needs_authority
  local where=$folder/${1//\//.} kind days
  [[ -f $where/kind ]] || fail "no certificate of $1 was made in $folder"
  read -r kind days <"$where/kind"
  sign "$where" "$kind" "$days"
  tell "$where"
}

rows() { # state, number and name of each certificate
  awk -F '\t' '{ name = $6; sub("^/CN=", "", name); gsub(/\\/, "", name); print $1, $4, name }' "$authority/index.txt"
}

revoke() {
  [[ $# -eq 1 ]] || misused "revoke needs one name"
  needs_authority
  local numbers number
  numbers=$(rows | awk -v name="$1" '$1 == "V" && $3 == name { print $2 }')
  [[ -n $numbers ]] || fail "no valid certificate of $1 was made in $folder"
  for number in $numbers; do
    quietly openssl ca -batch -revoke "$authority/issued/$number.pem" -config <(configuration)
  done
  make_revocations
  echo "$1 is revoked: give the broker $authority/crl.pem and restart it"
}

list() {
  needs_authority
  local state number name
  while read -r state number name; do
    echo "$number $name until $(until_when "$authority/issued/$number.pem")$([[ $state != R ]] || echo ", revoked")"
  done < <(rows)
}

case $command in
  authority) make_authority "$@" ;;
  broker) issue_broker "$@" ;;
  site) issue_as "$level/$level/$level" "CITY/COUNTY/SITE" 1825 "$@" ;;
  county) issue_as "$level/$level" "CITY/COUNTY" 1825 "$@" ;;
  office) issue_as "office-$level" "a NAME" 730 "office-${1-}" ;;
  renew) renew "$@" ;;
  revoke) revoke "$@" ;;
  list) list ;;
  *) misused "there is no command $command" ;;
esac
