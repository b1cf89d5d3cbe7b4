// A visitor by socket.io-client, as others wrote it: says what stands on the command line, and prints every event as a line of JSON.
import { io } from "socket.io-client";

const [address, transport, ...said] = process.argv.slice(2);
const socket = io(address, { path: "/chat/socket.io", transports: [transport], reconnection: false });
const print = (name, data) => console.log(JSON.stringify({ name, data }));
for (const name of ["session_confirm", "session_info", "bot_uttered", "turn_done"]) socket.on(name, (data) => print(name, data));
socket.on("connect_error", (error) => {
  print("connect_error", error.message);
  process.exit(2);
});

let token;
socket.on("connect", () => socket.emit("session_request", {}));
socket.on("session_confirm", (given) => {
  token = given;
  next();
});
socket.on("turn_done", next);

function next() {
  if (!said.length) return socket.close();
  socket.emit("user_uttered", { message: said.shift(), session_id: token, metadata: { doelgroep: "jongere" } });
}
